Instance: condition-dhaka
InstanceOf: Condition
Usage: #example
Title: "Adenocarcinoma of the right upper lobe"
* clinicalStatus = http://terminology.hl7.org/CodeSystem/condition-clinical#active
* verificationStatus = http://terminology.hl7.org/CodeSystem/condition-ver-status#confirmed
* category = http://terminology.hl7.org/CodeSystem/condition-category#encounter-diagnosis
* code = $ICD10#C34.1
* code.text = "Adenocarcinoma of the right upper lobe, stage IVA (pleural effusion)"
* subject = Reference(patient-dhaka)
* onsetDateTime = "2026-08"
* recordedDate = "2026-09-03"
