CodeSystem: GapAnswerCodes
Id: gap-answer
Title: "Answer to a request"
Description: "What came of a request for a missing item, as whoever was asked says in the form of the request."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/gap-answer"
* ^content = #complete
* #attached "Attached" "It is attached: a DocumentReference."
* #absent "Does not exist" "It does not exist; the reason is given. A coordinator confirms it by a waiver."
* #not-applicable "Does not apply" "It does not apply to the patient; the reason is given. A coordinator confirms it by a waiver."
* #later "Later" "It will be sent; the date is given."
