CodeSystem: PurgeScopeCodes
Id: purge-scope
Title: "Purge scope"
Description: "What a purge erases."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/purge-scope"
* ^content = #complete
* #centre-copy "Copy at the centre" "What the centre holds, on its attestation."
* #records "Records" "Documents and images of the case; the case itself stays."
* #case "Case" "All that belongs to the case."
