CodeSystem: PurgeScopeCodes
Id: purge-scope
Title: "Purge scope"
Description: "What a purge erases."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/purge-scope"
* ^content = #complete
* #centre-copy "Copy at the centre" "What the centre holds, on its attestation."
* #records "Records" "Documents, images and clinical facts of the case; who worked on it and when stays."
* #case "Case" "All that belongs to the case, but the proof that it is gone."
