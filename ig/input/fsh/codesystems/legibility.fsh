CodeSystem: LegibilityCodes
Id: legibility
Title: "Legibility"
Description: "How well a scanned or photographed record can be read."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/legibility"
* ^content = #complete
* #legible "Legible" "Every part can be read."
* #partly-legible "Partly legible" "Parts cannot be read."
* #illegible "Illegible" "The record cannot be used."
