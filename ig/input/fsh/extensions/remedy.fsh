Extension: Remedy
Id: remedy
Title: "Remedy"
Description: "How to obtain the item when it is missing."
Context: PlanDefinition.action, PlanDefinition.action.action
* insert Definition
* value[x] only code
* value[x] 1..1
* valueCode from $RemedyValues (required)
