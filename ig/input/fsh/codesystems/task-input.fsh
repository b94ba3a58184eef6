CodeSystem: TaskInputCodes
Id: task-input
Title: "Task input and output"
Description: "Type of Task.input and Task.output."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/task-input"
* ^content = #complete
* #clinical-question "Clinical question" "A question that the opinion must answer."
* #record "Record" "A DocumentReference with a record."
* #translation "Translation" "A DocumentReference with a translation."
* #package "Package" "A DocumentReference with a frozen package."
* #consent "Consent" "The consent on which a disclosure stands."
* #centre "Centre" "The Organization of a partner centre."
* #report "Report" "The opinion of a centre."
* #gap "Gap" "A DetectedIssue for a missing item."
* #questionnaire "Questionnaire" "A form to fill in, or its answers."
* #referral "Referral" "The Task of a centre that a case was referred to."
* #reason "Reason" "Why something was asked, refused or waived."
* #options "Options" "The RequestGroup with the options to choose from."
* #option "Option" "The Claim of the option that was chosen."
* #question "Question" "A follow-up question, as a Communication."
* #answer "Answer" "The answer to a follow-up question: a Communication or a DocumentReference."
* #estimate "Estimate" "The Claim with the price that was accepted for this work."
* #recipient "Recipient" "Who gets the outcome of the work."
* #letter "Letter" "A document that was written for somebody, such as a letter or a statement of costs."
* #contact "Contact" "Whom to talk to."
* #proposal "Proposal" "The ServiceRequest that proposes treatment."
