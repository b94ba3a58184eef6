ValueSet: RequirementStatusValues
Id: requirement-status
Title: "Requirement status"
Description: "All codes of the code system requirement-status."
* insert Definition
* include codes from system RequirementStatusCodes
