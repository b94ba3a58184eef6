Instance: completeness-precheck
InstanceOf: OperationDefinition
Usage: #definition
Title: "Completeness of records not yet sent"
* insert OperationHeader(completeness-precheck, Type, ServiceRequest, false)
* code = #completeness
* name = "CompletenessPrecheck"
* description = "Compares the resources in a Bundle with a checklist and stores nothing, so that a hospital system can ask before it sends."
* insert Parameter(records, in, 1, 1, Bundle, [[Resources of one patient, as in the transaction that would be sent.]])
* insert Parameter(checklist, in, 1, 1, canonical, [[The checklist (a PlanDefinition of profile records-checklist).]])
* insert Parameter(asOf, in, 0, 1, dateTime, [[Moment at which the age of evidence is judged. Now when absent.]])
* insert Parameter(centre, in, 0, 1, Reference, [[The partner centre as which to ask. When absent the checklist counts as it is.]])
* parameter[=].targetProfile = "https://w3id.org/consilium/fhir/StructureDefinition/centre"
* insert CompletenessLanguage
* insert CompletenessResult
