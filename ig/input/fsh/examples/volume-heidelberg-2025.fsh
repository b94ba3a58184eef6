Instance: volume-heidelberg-2025
InstanceOf: VolumeReport
Usage: #example
Title: "Cases of the centre in 2025"
* status = #complete
* type = #summary
* measure = "https://w3id.org/consilium/fhir/Measure/case-volume"
* date = "2026-02-10"
* reporter = Reference(centre-heidelberg)
* period.start = "2025-01-01"
* period.end = "2025-12-31"
* group.stratifier.code.text = "Tumour type"
* group.stratifier.stratum[+].value = $TumourType#nsclc "Non-small cell lung cancer"
* group.stratifier.stratum[=].measureScore.value = 642
* group.stratifier.stratum[+].value = $TumourType#sclc "Small cell lung cancer"
* group.stratifier.stratum[=].measureScore.value = 97
