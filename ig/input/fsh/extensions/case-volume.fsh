Extension: CaseVolume
Id: case-volume
Title: "Case volume"
Description: "How many cases of a tumour type the centre treats in a year, and where that number comes from."
Context: HealthcareService
* insert Definition
* extension contains
    tumourType 1..1 and
    perYear 1..1 and
    period 0..1 and
    source 0..1
* extension[tumourType] ^short = "Tumour type"
* extension[tumourType].value[x] 1..1
* extension[tumourType].value[x] only CodeableConcept
* extension[tumourType].valueCodeableConcept from $TumourTypeValues (extensible)
* extension[perYear] ^short = "Cases in a year"
* extension[perYear].value[x] 1..1
* extension[perYear].value[x] only integer
* extension[period] ^short = "Period that was counted"
* extension[period].value[x] 1..1
* extension[period].value[x] only Period
* extension[source] ^short = "Report that shows the count"
* extension[source].value[x] 1..1
* extension[source].value[x] only Reference(MeasureReport)
