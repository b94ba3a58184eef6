Instance: evaluate-measure
InstanceOf: OperationDefinition
Usage: #definition
Title: "Evaluate turnaround"
* insert OperationHeader(evaluate-measure, Instance, Measure, false)
* name = "EvaluateTurnaround"
* base = "http://hl7.org/fhir/OperationDefinition/Measure-evaluate-measure"
* description = "How long things took, in business days of whoever did them: median, 90th percentile, share on time and paused share. Measure/turnaround is of one centre, by tumour type; Measure/stage-turnaround of the stages of all cases. Nothing is stored."
* insert Parameter(periodStart, in, 1, 1, date, [[First day of the period, in UTC. What ended in the period counts.]])
* insert Parameter(periodEnd, in, 1, 1, date, [[Last day of the period, included.]])
* insert Parameter(subject, in, 0, 1, Reference, [[The centre; needed for Measure/turnaround.]])
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/Organization"
* insert Parameter(return, out, 1, 1, MeasureReport, [[A group for each figure, with a stratum for each tumour type or stage. Without groups where nothing ended in the period.]])
