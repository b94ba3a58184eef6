Instance: referral-task-dhaka
InstanceOf: ReferralTask
Usage: #example
Title: "Task of the centre"
* identifier.system = $ReferralNumber
* identifier.value = "R-2026-VB3ND6QT"
* status = #in-progress
* businessStatus = BusinessStatusCodes#under-review "Under review"
* intent = #order
* code.coding[fulfill] = $TaskCode#fulfill
* code.coding[consilium] = TaskCodeCodes#referral
* focus = Reference(referral-dhaka)
* for = Reference(patient-dhaka)
* authoredOn = "2026-10-19T10:05:00Z"
* requester = Reference(coordination)
* owner = Reference(centre-heidelberg)
* restriction.period.end = "2026-10-30T16:00:00+01:00"
* input[+].type = TaskInputCodes#package
* input[=].valueReference = Reference(package-dhaka)
* input[+].type = TaskInputCodes#consent
* input[=].valueReference = Reference(consent-dhaka)
