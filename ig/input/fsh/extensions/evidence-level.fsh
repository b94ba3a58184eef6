Extension: EvidenceLevel
Id: evidence-level
Title: "Evidence level"
Description: "Level of evidence of a recommendation, for instance m1A to m4 of the German molecular tumour boards (https://www.medizininformatik-initiative.de/fhir/ext/modul-mtb/CodeSystem/mii-cs-mtb-therapieempfehlung-evidenzgrad)."
Context: CarePlan.activity
* insert Definition
* value[x] only CodeableConcept
* value[x] 1..1
