CodeSystem: PurgeReasonCodes
Id: purge-reason
Title: "Purge reason"
Description: "Why records are erased."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/purge-reason"
* ^content = #complete
* #consent-expired "Consent expired" "The period of the consent has ended."
* #consent-revoked "Consent revoked" "The patient has revoked the consent."
* #patient-request "Request of the patient" "The patient asks for erasure."
* #retention-ended "Retention ended" "The retention period has ended."
* #received-in-error "Received in error" "The records should never have arrived."
