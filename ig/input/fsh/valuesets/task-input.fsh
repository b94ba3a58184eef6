ValueSet: TaskInputValues
Id: task-input
Title: "Task input and output"
Description: "All codes of the code system task-input."
* insert Definition
* include codes from system TaskInputCodes
