CodeSystem: LegalHoldGroundCodes
Id: legal-hold-ground
Title: "Ground of a legal hold"
Description: "Why a case must not be erased."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/legal-hold-ground"
* ^content = #complete
* #litigation "Litigation" "A lawsuit is under way or expected."
* #authority "Order of an authority" "A court or an authority has ordered that the records be kept."
* #complaint "Complaint" "A complaint about the case is being examined."
* #safety "Patient safety" "An incident is being examined."
