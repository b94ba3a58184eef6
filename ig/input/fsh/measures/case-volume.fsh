Instance: case-volume
InstanceOf: Measure
Usage: #definition
Title: "Case volume"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/Measure/case-volume"
* name = "CaseVolumeMeasure"
* title = "Case volume"
* description = "New patients of a centre in a period, by tumour type. Reported by the centre; each report is a MeasureReport of profile volume-report."
* scoring = http://terminology.hl7.org/CodeSystem/measure-scoring#cohort
* group.code.text = "New patients"
* group.stratifier.code.text = "Tumour type"
