Instance: match-dhaka
InstanceOf: Bundle
Usage: #example
Title: "Result of a match"
* type = #searchset
* total = 1
* entry.fullUrl = "https://consilium.test/fhir/HealthcareService/review-heidelberg"
* entry.resource = review-heidelberg
* entry.search.mode = #match
* entry.search.score = 0.94
* entry.search.extension[+].url = "http://hl7.org/fhir/StructureDefinition/match-grade"
* entry.search.extension[=].valueCode = #probable
* entry.search.extension[+].url = "https://w3id.org/consilium/fhir/StructureDefinition/match-reason"
* entry.search.extension[=].extension[+].url = "code"
* entry.search.extension[=].extension[=].valueCoding = MatchReasonCodes#volume
* entry.search.extension[=].extension[+].url = "text"
* entry.search.extension[=].extension[=].valueString = "Treated 642 patients with non-small cell lung cancer in 2025"
