Instance: turnaround
InstanceOf: Measure
Usage: #definition
Title: "Turnaround"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/Measure/turnaround"
* name = "TurnaroundMeasure"
* title = "Turnaround"
* description = "Business days from a centre's accepting a referral to its final report, by tumour type, as the platform has measured them. Each result is a MeasureReport of profile turnaround-report."
* scoring = http://terminology.hl7.org/CodeSystem/measure-scoring#continuous-variable
* group[+].code = TurnaroundFigureCodes#median
* group[=].stratifier.code.text = "Tumour type"
* group[+].code = TurnaroundFigureCodes#percentile-90
* group[=].stratifier.code.text = "Tumour type"
* group[+].code = TurnaroundFigureCodes#on-time
* group[=].stratifier.code.text = "Tumour type"
* group[+].code = TurnaroundFigureCodes#paused
* group[=].stratifier.code.text = "Tumour type"
