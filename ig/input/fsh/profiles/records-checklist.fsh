Profile: RecordsChecklist
Parent: PlanDefinition
Id: records-checklist
Title: "Records checklist"
Description: "What records a second opinion needs for one tumour type. Each action is a requirement: code (the item), condition (FHIRPath over the facts of the case), input (DataRequirement: value set of the evidence, date filter for freshness), strength and remedy."
* insert Definition
* url 1..1
* action 1..*
* action.extension contains
    Strength named strength 0..1 and
    Remedy named remedy 0..1
