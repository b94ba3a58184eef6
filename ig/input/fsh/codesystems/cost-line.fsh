CodeSystem: CostLineCodes
Id: cost-line
Title: "Cost line"
Description: "What a line of an estimate or price list is for."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/cost-line"
* ^content = #complete
* #review "Review" "Specialist review and written opinion."
* #slide-reread "Slide re-read" "Second reading of pathology slides."
* #image-reread "Image re-read" "Second reading of images."
* #translation-page "Translation, a page" "Translation and verification of one page."
* #interpreter "Interpreter" "Interpreter in a teleconsultation."
* #coordination "Coordination" "Work of the coordination desk."
* #follow-up "Follow-up round" "One more round of written questions after the one that is included."
