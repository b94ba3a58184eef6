CodeSystem: ConcordanceAspectCodes
Id: concordance-aspect
Title: "Concordance aspect"
Description: "What the opinion compares with the first opinion."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/concordance-aspect"
* ^content = #complete
* #diagnosis "Diagnosis" "Tumour type, histology and biomarkers."
* #stage "Stage" "Extent of disease."
* #treatment "Treatment" "Recommended treatment."
