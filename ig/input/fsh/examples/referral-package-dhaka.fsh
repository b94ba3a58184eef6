Instance: referral-package-dhaka
InstanceOf: ReferralPackage
Usage: #example
Title: "Referral package as the centre reads it"
* meta.security[+] = $ActCode#NORDSCLCD
* meta.security[+] = $ActCode#DELAU
* identifier.system = "urn:ietf:rfc:3986"
* identifier.value = "urn:uuid:2a1c3f64-5f0c-4d35-9c41-6a0cf7f0f5b1"
* type = #document
* timestamp = "2026-10-19T08:00:00Z"
* insert Entry(Composition, brief-dhaka)
* insert Entry(Patient, patient-dhaka)
* insert Entry(Organization, coordination)
* insert Entry(Condition, condition-dhaka)
* insert Entry(DocumentReference, record-dhaka-pathology)
* insert Entry(DocumentReference, translation-dhaka-pathology)
* insert Entry(ImagingStudy, ct-dhaka)
