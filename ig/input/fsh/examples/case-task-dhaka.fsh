Instance: case-task-dhaka
InstanceOf: CaseTask
Usage: #example
Title: "Root Task of the case"
* identifier.system = $CaseNumber
* identifier.value = "C-2026-7QK2M4XA"
* groupIdentifier.system = $CaseNumber
* groupIdentifier.value = "C-2026-7QK2M4XA"
* status = #in-progress
* businessStatus = BusinessStatusCodes#under-review "Under review"
* intent = #order
* code.coding[fulfill] = $TaskCode#fulfill
* code.coding[consilium] = TaskCodeCodes#case
* focus = Reference(case-dhaka)
* for = Reference(patient-dhaka)
* authoredOn = "2026-10-05T09:12:00+06:00"
* lastModified = "2026-10-21T11:40:00+02:00"
* owner = Reference(coordination)
* output.type = TaskCodeCodes#referral
* output.valueReference = Reference(referral-task-dhaka)
