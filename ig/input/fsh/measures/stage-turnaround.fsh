Instance: stage-turnaround
InstanceOf: Measure
Usage: #definition
Title: "Turnaround of the stages"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/Measure/stage-turnaround"
* name = "StageTurnaroundMeasure"
* title = "Turnaround of the stages"
* description = "Business days from the opening of a Task to its completion, by stage of the pathway, as the platform has measured them."
* scoring = http://terminology.hl7.org/CodeSystem/measure-scoring#continuous-variable
* group[+].code = TurnaroundFigureCodes#median
* group[=].stratifier.code.text = "Stage"
* group[+].code = TurnaroundFigureCodes#percentile-90
* group[=].stratifier.code.text = "Stage"
* group[+].code = TurnaroundFigureCodes#on-time
* group[=].stratifier.code.text = "Stage"
* group[+].code = TurnaroundFigureCodes#paused
* group[=].stratifier.code.text = "Stage"
