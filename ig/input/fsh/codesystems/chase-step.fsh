CodeSystem: ChaseStepCodes
Id: chase-step
Title: "Chase step"
Description: "How far the chase ladder of an overdue Task has gone."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/chase-step"
* ^content = #complete
* #reminder "Reminder" "Sent one day before the due date."
* #escalation "Escalation" "On the due date the lead of the owner is told."
* #call "Call" "Two days after the due date a call is a Task of the coordinator."
* #re-match "Offer of another centre" "Five days after the due date another centre is offered."
