Instance: referral-dhaka
InstanceOf: ReferralRequest
Usage: #example
Title: "Referral to one centre"
* extension[clinicalQuestion][+].extension[number].valuePositiveInt = 1
* extension[clinicalQuestion][=].extension[text].valueMarkdown = "Is osimertinib alone the right first line, or osimertinib with chemotherapy?"
* extension[clinicalQuestion][+].extension[number].valuePositiveInt = 2
* extension[clinicalQuestion][=].extension[text].valueMarkdown = "Does the 9 mm adrenal nodule need a biopsy before treatment?"
* requisition.system = $ReferralNumber
* requisition.value = "R-2026-VB3ND6QT"
* status = #active
* intent = #order
* category[secondOpinion] = RequestCategoryCodes#second-opinion
* subject = Reference(patient-dhaka)
* authoredOn = "2026-10-19T10:05:00Z"
* requester = Reference(coordination)
* performer = Reference(centre-heidelberg)
* supportingInfo[+] = Reference(package-dhaka)
* supportingInfo[+] = Reference(consent-dhaka)
