CodeSystem: ModeReasonCodes
Id: mode-reason
Title: "Mode reason"
Description: "Why a delivery mode is advised."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/mode-reason"
* ^content = #complete
* #wish "Wish" "The request asks for this mode (extension delivery-mode)."
* #unfit-to-travel "Unfit to travel" "The latest performance status (ECOG 3 or 4) speaks against a journey."
* #no-centre "No centre in this mode" "No centre with experience in the tumour type offers the other mode."
* #records-suffice "Records suffice" "A second opinion is given on records, slides and images; nothing speaks for a journey."
