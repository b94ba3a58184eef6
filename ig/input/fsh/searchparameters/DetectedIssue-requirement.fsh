Instance: DetectedIssue-requirement
InstanceOf: SearchParameter
Usage: #definition
Title: "Requirement of a gap"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/SearchParameter/DetectedIssue-requirement"
* name = "DetectedIssueRequirement"
* description = "Item of the checklist that a gap is about."
* code = #requirement
* base = #DetectedIssue
* type = #token
* expression = "DetectedIssue.extension.where(url = 'https://w3id.org/consilium/fhir/StructureDefinition/requirement').value"
* xpathUsage = #normal
