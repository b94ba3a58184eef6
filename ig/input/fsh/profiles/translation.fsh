Profile: Translation
Parent: Record
Id: translation
Title: "Translation"
Description: "A translated record or report. It transforms exactly one original, which stays as it was; the language of the attachment is English for a record and the language of the patient for a report. Recipients of MHD may drop relatesTo, so the identifier of the original is repeated in description."
* insert Definition
* obeys translation-1
* relatesTo 1..*
* insert SliceByValue(relatesTo, code)
* relatesTo contains transforms 1..1
* relatesTo[transforms].code = #transforms
* relatesTo[transforms].target only Reference(DocumentReference)

Invariant: translation-1
Description: "A translation transforms exactly one original."
Severity: #error
Expression: "relatesTo.where(code = 'transforms').count() = 1"
