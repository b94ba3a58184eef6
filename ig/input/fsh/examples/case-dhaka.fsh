Instance: case-dhaka
InstanceOf: CaseRequest
Usage: #example
Title: "Case of the patient from Dhaka, with its case number"
* extension[clinicalQuestion][+].extension[number].valuePositiveInt = 1
* extension[clinicalQuestion][=].extension[text].valueMarkdown = "Is osimertinib alone the right first line, or osimertinib with chemotherapy?"
* extension[clinicalQuestion][+].extension[number].valuePositiveInt = 2
* extension[clinicalQuestion][=].extension[text].valueMarkdown = "Does the 9 mm adrenal nodule need a biopsy before treatment?"
* identifier.system = "https://hospital-dhaka.test/second-opinion"
* identifier.value = "SO-2026-0413"
* requisition.system = $CaseNumber
* requisition.value = "C-2026-7QK2M4XA"
* status = #active
* intent = #order
* category[secondOpinion] = RequestCategoryCodes#second-opinion
* subject = Reference(patient-dhaka)
* authoredOn = "2026-10-05T09:12:00+06:00"
* requester = Reference(hospital-dhaka)
* reasonCode = $ReferralReason#S "Second Opinion"
* reasonReference = Reference(condition-dhaka)
