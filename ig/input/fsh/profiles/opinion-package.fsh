Profile: OpinionPackage
Parent: Bundle
Id: opinion-package
Title: "Opinion package"
Description: "The delivered opinion as a document that the patient can hand to the treating oncologist: report, PDF, translation, and answers to follow-up questions."
* insert Definition
* obeys opinion-package-1 and opinion-package-2
* identifier 1..1
* type = #document
* timestamp 1..1
* entry 1..*
* entry.fullUrl 1..1
* entry.resource 1..1

Invariant: opinion-package-1
Description: "The first entry is the opinion report, a Composition of type LOINC 34805-2."
Severity: #error
Expression: "entry.first().resource.ofType(Composition).type.coding.where(system = 'http://loinc.org' and code = '34805-2').exists()"

Invariant: opinion-package-2
Description: "The package has at least one DocumentReference: the report as PDF."
Severity: #error
Expression: "entry.resource.ofType(DocumentReference).exists()"
