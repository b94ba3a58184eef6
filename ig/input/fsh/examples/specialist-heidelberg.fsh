Instance: specialist-heidelberg
InstanceOf: Specialist
Usage: #example
Title: "Specialist in Heidelberg"
* active = true
* practitioner = Reference(practitioner-heidelberg)
* organization = Reference(centre-heidelberg)
* code = http://terminology.hl7.org/CodeSystem/practitioner-role#doctor
* specialty = $SCT#394593009 "Medical oncology"
* healthcareService = Reference(review-heidelberg)
