Profile: VolumeReport
Parent: MeasureReport
Id: volume-report
Title: "Volume report"
Description: "Yearly cases of a centre by tumour type: the source behind each case-volume."
* insert Definition
* status = #complete
* type = #summary
* reporter 1..1
* reporter only Reference(Organization)
* period.start 1..1
* period.end 1..1
* group 1..*
* group.stratifier 1..*
* group.stratifier.stratum 1..*
* group.stratifier.stratum.value 1..1
* group.stratifier.stratum.value from $TumourTypeValues (extensible)
* group.stratifier.stratum.measureScore 1..1
