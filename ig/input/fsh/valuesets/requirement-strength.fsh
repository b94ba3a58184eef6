ValueSet: RequirementStrengthValues
Id: requirement-strength
Title: "Requirement strength"
Description: "All codes of the code system requirement-strength."
* insert Definition
* include codes from system RequirementStrengthCodes
