Profile: TurnaroundReport
Parent: MeasureReport
Id: turnaround-report
Title: "Turnaround report"
Description: "How long a centre took for its reports in a period, over all and by tumour type: one group for each figure, its population the number of reports behind it. What $match takes as observed."
* insert Definition
* status = #complete
* type = #summary
* measure 1..1
* reporter 1..1
* reporter only Reference(Organization)
* period.start 1..1
* period.end 1..1
* group 1..*
* group.code 1..1
* group.code from TurnaroundFigureValues (required)
* group.population 1..1
* group.population.count 1..1
* group.measureScore 1..1
* group.stratifier.stratum.value 1..1
* group.stratifier.stratum.value from $TumourTypeValues (extensible)
* group.stratifier.stratum.population 1..1
* group.stratifier.stratum.population.count 1..1
* group.stratifier.stratum.measureScore 1..1
