ValueSet: TaskTagValues
Id: task-tag
Title: "Task tag"
Description: "What the server marks a Task with, in meta.tag, so that it can be searched for."
* insert Definition
* include codes from system TaskTagCodes
