CodeSystem: TaskTagCodes
Id: task-tag
Title: "Task tag"
Description: "What the server marks a Task with, in meta.tag, so that it can be searched for."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/task-tag"
* ^content = #complete
* #overdue "Overdue" "The due date passed with the Task open. Stays when it ends: search for it together with the status."
