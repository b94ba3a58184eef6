Profile: InformationRequest
Parent: WorkTask
Id: information-request
Title: "Information request"
Description: "Asks a patient, a hospital or a laboratory for records. What is asked for stands in input, what was handed in comes back in output; files never travel in a Communication. Compare http://hl7.org/fhir/us/davinci-cdex/StructureDefinition/cdex-task-data-request."
* insert Definition
* code from InformationRequestCodeValues (required)
* reasonReference only Reference(DetectedIssue)
* reasonReference ^short = "The missing item; further ones stand in input"
* insert SliceByPattern(input, type)
* input contains gap 0..* and questionnaire 0..1 and reason 0..*
* input[gap].type = TaskInputCodes#gap
* input[gap].value[x] only Reference(DetectedIssue)
* input[questionnaire].type = TaskInputCodes#questionnaire
* input[questionnaire].value[x] only canonical or Reference(Questionnaire)
* input[reason].type = TaskInputCodes#reason
* input[reason].value[x] only string or markdown
* insert SliceByPattern(output, type)
* output contains record 0..* and questionnaire 0..1
* output[record].type = TaskInputCodes#record
* output[record].value[x] only Reference(DocumentReference or ImagingStudy or Observation or DiagnosticReport)
* output[questionnaire].type = TaskInputCodes#questionnaire
* output[questionnaire].value[x] only Reference(QuestionnaireResponse)
