CodeSystem: TranslationMethodCodes
Id: translation-method
Title: "Translation method"
Description: "How a translation was made."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/translation-method"
* ^content = #complete
* #human "Human translation" "Translated by a person from the original."
* #mt-post-edited "Machine translation, post-edited" "Translated by a machine and corrected in full by a person."
