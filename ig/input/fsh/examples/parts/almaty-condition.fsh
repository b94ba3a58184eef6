Instance: almaty-condition
InstanceOf: Condition
Usage: #inline
* clinicalStatus = http://terminology.hl7.org/CodeSystem/condition-clinical#active
* verificationStatus = http://terminology.hl7.org/CodeSystem/condition-ver-status#confirmed
* code = $ICD10#C22.0
* code.text = "Гепатоцеллюлярная карцинома"
* subject.reference = "urn:uuid:6f9b7a5e-0b86-4a7c-9f0e-2f7b8d1c3a01"
* onsetDateTime = "2026-07"
