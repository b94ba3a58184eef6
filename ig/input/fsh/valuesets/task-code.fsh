ValueSet: TaskCodeValues
Id: task-code
Title: "Task code"
Description: "All codes of the code system task-code."
* insert Definition
* include codes from system TaskCodeCodes
