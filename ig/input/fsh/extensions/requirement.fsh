Extension: Requirement
Id: requirement
Title: "Requirement"
Description: "Item of the checklist that is not met."
Context: DetectedIssue
* insert Definition
* value[x] only Coding
* value[x] 1..1
* valueCoding from $ChecklistItemValues (required)
