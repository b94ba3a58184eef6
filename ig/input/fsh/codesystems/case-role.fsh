CodeSystem: CaseRoleCodes
Id: case-role
Title: "Case role"
Description: "Role of a party in a case."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/case-role"
* ^content = #complete
* #patient "Patient" "The patient or a proxy."
* #hospital "Hospital" "The organization that sends records."
* #coordinator "Coordinator" "The coordination desk."
* #translator "Translator" "Translates or verifies."
* #centre "Centre" "The partner centre that gives the opinion."
* #admin "Administrator" "Runs the platform."
