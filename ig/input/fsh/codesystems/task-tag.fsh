CodeSystem: TaskTagCodes
Id: task-tag
Title: "Task tag"
Description: "What the server marks a Task with, in meta.tag, so that it can be searched for."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/task-tag"
* ^content = #complete
* #overdue "Overdue" "The due date has passed and the Task is open. Removed when it ends or its clock gets more time."
