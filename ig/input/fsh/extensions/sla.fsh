Extension: Sla
Id: sla
Title: "Turnaround clock"
Description: "The clock of a Task. The due date itself is Task.restriction.period.end. Written by the server only."
Context: Task
* insert Definition
* extension contains
    budget 0..1 and
    calendar 0..1 and
    calendarBasis 0..1 and
    zone 0..1 and
    otherCalendar 0..1 and
    closed 0..* and
    explanation 0..1 and
    clockStart 0..1 and
    paused 0..1 and
    breachedAt 0..1 and
    chaseLevel 0..1
* extension[budget] ^short = "Time allowed, in business days of the calendar"
* extension[budget].value[x] 1..1
* extension[budget].value[x] only Duration
* extension[calendar] ^short = "Business calendar of the owner: ISO 3166-1 country, with an ISO 3166-2 subdivision where holidays differ, such as DE or DE-BW; ZZ where the country is not known"
* extension[calendar].value[x] 1..1
* extension[calendar].value[x] only code
* extension[calendarBasis] ^short = "What the calendar knows"
* extension[calendarBasis].value[x] 1..1
* extension[calendarBasis].value[x] only code
* extension[calendarBasis].valueCode from CalendarBasisValues (required)
* extension[zone] ^short = "Time zone of the owner, as the tz database names it"
* extension[zone].value[x] 1..1
* extension[zone].value[x] only code
* extension[otherCalendar] ^short = "Business calendar of the other side, where the case crosses two countries: the patient's, or for work of the patient the coordination desk's"
* extension[otherCalendar].value[x] 1..1
* extension[otherCalendar].value[x] only code
* extension[closed] ^short = "Days between start and due date on which the owner is closed, as published when the due date was set: they are no business days"
* extension[closed].value[x] 1..1
* extension[closed].value[x] only Period
* extension[explanation] ^short = "What moved the due date besides weekends and public holidays, in English with the patient's language beside it"
* extension[explanation].value[x] 1..1
* extension[explanation].value[x] only string
* extension[clockStart] ^short = "When the clock started"
* extension[clockStart].value[x] 1..1
* extension[clockStart].value[x] only dateTime
* extension[paused] ^short = "Time for which the clock has stood still so far, in business days of the calendar"
* extension[paused].value[x] 1..1
* extension[paused].value[x] only Duration
* extension[breachedAt] ^short = "When the due date passed with the Task open"
* extension[breachedAt].value[x] 1..1
* extension[breachedAt].value[x] only dateTime
* extension[chaseLevel] ^short = "Highest step of the chase ladder taken"
* extension[chaseLevel].value[x] 1..1
* extension[chaseLevel].value[x] only code
* extension[chaseLevel].valueCode from ChaseStepValues (required)
