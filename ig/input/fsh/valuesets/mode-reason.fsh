ValueSet: ModeReasonValues
Id: mode-reason
Title: "Mode reason"
Description: "All codes of the code system mode-reason."
* insert Definition
* include codes from system ModeReasonCodes
