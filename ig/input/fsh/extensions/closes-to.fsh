Extension: ClosesTo
Id: closes-to
Title: "Closes to"
Description: "Business status that the case reaches when the Tasks of this action are done."
Context: PlanDefinition.action, PlanDefinition.action.action
* insert Definition
* value[x] only code
* value[x] 1..1
* valueCode from CaseStatusValues (required)
