Extension: LegibilityGrade
Id: legibility
Title: "Legibility"
Description: "How well the record can be read."
Context: DocumentReference
* insert Definition
* value[x] only code
* value[x] 1..1
* valueCode from LegibilityValues (required)
