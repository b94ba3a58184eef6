Profile: OpinionReport
Parent: Composition
Id: opinion-report
Title: "Opinion report"
Description: "The opinion of a centre: a section for each clinical question, tied to it by answers-question, and how far the opinion agrees with the first one."
* insert Definition
* obeys opinion-report-1
* extension contains Concordance named concordance 0..*
* type = $LOINC#34805-2
* subject 1..1
* subject only Reference(Patient)
* section 1..*
* section.extension contains AnswersQuestion named answersQuestion 0..1
* section.title 1..1

Invariant: opinion-report-1
Description: "At least one section answers a clinical question."
Severity: #error
Expression: "section.extension.where(url = 'https://w3id.org/consilium/fhir/StructureDefinition/answers-question').exists()"
