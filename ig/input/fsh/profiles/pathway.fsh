Profile: Pathway
Parent: PlanDefinition
Id: pathway
Title: "Pathway"
Description: "The stages of a case as data. Each top-level action is a stage; each action in it is a Task. A Task with a trigger case.<business status> is opened when the case enters that status; a Task with relatedAction after-end is opened when that other Task is completed. requiredBehavior could means that the Task is opened on demand, not by itself. timingDuration is the default time allowed; its unit says whether days are business days."
* insert Definition
* obeys pathway-1
* url 1..1
* type 1..1
* type = $PlanType#workflow-definition
* action 1..*
* action.title 1..1
* action.action.extension contains ClosesTo named closesTo 0..1
* action.trigger.type = #named-event
* action.action.code 1..*
* action.action.participant 1..*
* action.action.participant.role from CaseRoleValues (required)

Invariant: pathway-1
Description: "Each Task of a stage has a trigger or follows another Task."
Severity: #error
Expression: "action.action.all(trigger.exists() or relatedAction.exists())"
