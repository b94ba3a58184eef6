Extension: Requirement
Id: requirement
Title: "Requirement"
Description: "Item of the checklist that is not met, or for which data are asked."
Context: DetectedIssue, DataRequirement
* insert Definition
* value[x] only Coding
* value[x] 1..1
* valueCoding from $ChecklistItemValues (required)
