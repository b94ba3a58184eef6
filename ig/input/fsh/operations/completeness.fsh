Instance: completeness
InstanceOf: OperationDefinition
Usage: #definition
Title: "Completeness of a case"
* insert OperationHeader(completeness, Instance, ServiceRequest, true)
* name = "Completeness"
* description = "Compares the records of a case with the checklist of its tumour type. Evidence is recognised by codes, never by meta.profile. The checklists are draft content for clinical sign-off."
* insert Parameter(checklist, in, 0, 1, canonical, [[The checklist (a PlanDefinition of profile records-checklist). When absent it follows from the diagnosis.]])
* insert Parameter(asOf, in, 0, 1, dateTime, [[Moment at which the age of evidence is judged. Now when absent.]])
* insert Parameter(persist, in, 0, 1, boolean, [[Bring the gaps (profile gap) of the case in step with the result. False when absent.]])
* insert Parameter(centre, in, 0, 1, Reference, [[The partner centre as which to ask. When absent it is the one that was chosen for the case, if there is one. Not together with persist.]])
* parameter[=].targetProfile = "https://w3id.org/consilium/fhir/StructureDefinition/centre"
* insert CompletenessLanguage
* insert CompletenessResult
