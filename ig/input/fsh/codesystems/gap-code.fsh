CodeSystem: GapCodeCodes
Id: gap-code
Title: "Gap code"
Description: "Why an item of the checklist is not met."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/gap-code"
* ^content = #complete
* #missing "Missing" "Nothing was found for the item."
* #missing-molecular "Molecular result missing" "A required molecular or genetic result was not found."
* #incomplete-imaging "Imaging incomplete" "The imaging study exists but lacks series, phases, coverage or resolution."
* #inadequate-tissue "Tissue inadequate" "Blocks or slides are missing or not enough for review."
* #untranslated "Not translated" "The record is not in English and has no verified translation."
* #stale "Too old" "The newest evidence is older than the item allows."
* #illegible "Illegible" "The record cannot be read."
