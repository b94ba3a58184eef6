Instance: opinion-package-dhaka
InstanceOf: OpinionPackage
Usage: #example
Title: "Delivered opinion"
* identifier.system = "urn:ietf:rfc:3986"
* identifier.value = "urn:uuid:b7c2d1f0-1d7e-4a52-8f0a-9f3f8ee6c9d4"
* type = #document
* timestamp = "2026-11-02T09:30:00Z"
* insert Entry(Composition, opinion-dhaka)
* insert Entry(Patient, patient-dhaka)
* insert Entry(PractitionerRole, specialist-heidelberg)
* insert Entry(CarePlan, recommendations-dhaka)
* insert Entry(DocumentReference, opinion-pdf-dhaka)
