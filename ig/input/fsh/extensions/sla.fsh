Extension: Sla
Id: sla
Title: "Turnaround clock"
Description: "The clock of a Task. The due date itself is Task.restriction.period.end. Written by the server only."
Context: Task
* insert Definition
* extension contains
    budget 0..1 and
    calendar 0..1 and
    clockStart 0..1 and
    paused 0..1 and
    breachedAt 0..1 and
    chaseLevel 0..1
* extension[budget] ^short = "Time allowed, in business days of the calendar"
* extension[budget].value[x] 1..1
* extension[budget].value[x] only Duration
* extension[calendar] ^short = "Business calendar of the owner: ISO 3166-1 country, with an ISO 3166-2 subdivision where holidays differ, such as DE or DE-BW"
* extension[calendar].value[x] 1..1
* extension[calendar].value[x] only code
* extension[clockStart] ^short = "When the clock started"
* extension[clockStart].value[x] 1..1
* extension[clockStart].value[x] only dateTime
* extension[paused] ^short = "Time for which the clock has stood still so far"
* extension[paused].value[x] 1..1
* extension[paused].value[x] only Duration
* extension[breachedAt] ^short = "When the due date passed with the Task open"
* extension[breachedAt].value[x] 1..1
* extension[breachedAt].value[x] only dateTime
* extension[chaseLevel] ^short = "Highest step of the chase ladder taken"
* extension[chaseLevel].value[x] 1..1
* extension[chaseLevel].value[x] only code
* extension[chaseLevel].valueCode from ChaseStepValues (required)
