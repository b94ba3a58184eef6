Extension: BackportFilterCriteria
Id: backport-filter-criteria
Title: "Filter criteria"
Description: "Narrows a topic. A copy of the extension of Subscriptions R5 Backport 1.1, carried along so that a Subscription can be checked without that package."
Context: Subscription.criteria
* insert Definition
* ^url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria"
* value[x] 1..1
* value[x] only string
