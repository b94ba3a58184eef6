Instance: turnaround-heidelberg-2026
InstanceOf: TurnaroundReport
Usage: #example
Title: "Turnaround of the centre in the year to September 2026"
* status = #complete
* type = #summary
* measure = "https://w3id.org/consilium/fhir/Measure/turnaround"
* date = "2026-10-01"
* reporter = Reference(centre-heidelberg)
* period.start = "2025-10-01"
* period.end = "2026-09-30"
* group[+].code = TurnaroundFigureCodes#median
* group[=].population.code = http://terminology.hl7.org/CodeSystem/measure-population#measure-population
* group[=].population.count = 31
* group[=].measureScore = 6.5 'd' "business days"
* group[=].stratifier.code.text = "Tumour type"
* group[=].stratifier.stratum[+].value = $TumourType#nsclc "Non-small cell lung cancer"
* group[=].stratifier.stratum[=].population.code = http://terminology.hl7.org/CodeSystem/measure-population#measure-population
* group[=].stratifier.stratum[=].population.count = 18
* group[=].stratifier.stratum[=].measureScore = 6 'd' "business days"
* group[+].code = TurnaroundFigureCodes#percentile-90
* group[=].population.code = http://terminology.hl7.org/CodeSystem/measure-population#measure-population
* group[=].population.count = 31
* group[=].measureScore = 9 'd' "business days"
* group[=].stratifier.code.text = "Tumour type"
* group[=].stratifier.stratum[+].value = $TumourType#nsclc "Non-small cell lung cancer"
* group[=].stratifier.stratum[=].population.code = http://terminology.hl7.org/CodeSystem/measure-population#measure-population
* group[=].stratifier.stratum[=].population.count = 18
* group[=].stratifier.stratum[=].measureScore = 8 'd' "business days"
