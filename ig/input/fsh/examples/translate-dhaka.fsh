Instance: translate-dhaka
InstanceOf: WorkTask
Usage: #example
Title: "Translate the pathology report"
* extension[sla].extension[budget].valueDuration = 3 'd' "business days"
* extension[sla].extension[calendar].valueCode = #BD
* extension[sla].extension[clockStart].valueDateTime = "2026-10-12T10:00:00+06:00"
* extension[sla].extension[paused].valueDuration = 0 'd' "business days"
* extension[sla].extension[breachedAt].valueDateTime = "2026-10-15T18:00:00+06:00"
* extension[sla].extension[chaseLevel].valueCode = #escalation
* partOf = Reference(case-task-dhaka)
* status = #in-progress
* intent = #order
* code = TaskCodeCodes#translate
* focus = Reference(record-dhaka-pathology)
* for = Reference(patient-dhaka)
* authoredOn = "2026-10-12T10:00:00+06:00"
* owner.display = "Translator"
* restriction.period.end = "2026-10-15T18:00:00+06:00"
* input.type = TaskInputCodes#record
* input.valueReference = Reference(record-dhaka-pathology)
