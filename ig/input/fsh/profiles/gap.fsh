Profile: Gap
Parent: DetectedIssue
Id: gap
Title: "Gap"
Description: "An item of the checklist that the records of a case do not meet. Status preliminary while it is open, final when it was met later or waived; mitigation says which. Beside our code a coding CAREGAP of v3-ActCode is welcome where the terminology in use has it: the frozen copy in FHIR R4 does not."
* insert Definition
* obeys gap-1 and gap-2
* extension contains Requirement named requirement 1..1
* identifier 1..*
* insert SliceByValue(identifier, system)
* identifier contains gap 1..1
* identifier[gap].system = "https://w3id.org/consilium/fhir/sid/gap"
* identifier[gap].value 1..1
* identifier[gap].value ^short = "<case number>|<item id>"
* code 1..1
* insert SliceByValue(code.coding, system)
* code.coding contains consilium 1..1
* code.coding[consilium] from GapCodeValues (required)
* code.coding[consilium].system 1..1
* code.coding[consilium].system = "https://w3id.org/consilium/fhir/CodeSystem/gap-code"
* code.coding[consilium].code 1..1
* patient 1..1
* mitigation.extension contains WaiverSignature named signature 0..1

Invariant: gap-1
Description: "A gap is preliminary (open), final (met or waived) or entered in error."
Severity: #error
Expression: "status in ('preliminary' | 'final' | 'entered-in-error')"

Invariant: gap-2
Description: "A gap that is final says in mitigation how it was closed or why it was waived."
Severity: #error
Expression: "status = 'final' implies mitigation.exists()"
