ValueSet: ChaseStepValues
Id: chase-step
Title: "Chase step"
Description: "All codes of the code system chase-step."
* insert Definition
* include codes from system ChaseStepCodes
