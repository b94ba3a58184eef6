CodeSystem: ChaseStepCodes
Id: chase-step
Title: "Chase step"
Description: "A step of the chase ladder of a Task. When each is taken says PlanDefinition/chase-ladder."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/chase-step"
* ^content = #complete
* #reminder "Reminder" "The owner is reminded before the due date."
* #second-reminder "Second reminder" "The owner is reminded again before the due date."
* #escalation "Escalation" "At the due date the lead of the owner and the coordination desk are told."
* #call "Call" "The coordination desk gets a Task to call the owner."
* #re-match "Offer of another centre" "The coordination desk is offered to choose another centre."
* #close "Closing" "The case is closed because nothing came in time."
