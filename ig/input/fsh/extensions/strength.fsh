Extension: Strength
Id: strength
Title: "Requirement strength"
Description: "How much an item of a checklist is needed."
Context: PlanDefinition.action, PlanDefinition.action.action
* insert Definition
* value[x] only code
* value[x] 1..1
* valueCode from RequirementStrengthValues (required)
