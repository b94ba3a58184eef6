Instance: recommendations-dhaka
InstanceOf: Recommendations
Usage: #example
Title: "Recommendations"
* status = #active
* intent = #proposal
* subject = Reference(patient-dhaka)
* created = "2026-10-28"
* author = Reference(specialist-heidelberg)
* activity.extension[evidenceLevel].valueCodeableConcept = https://www.medizininformatik-initiative.de/fhir/ext/modul-mtb/CodeSystem/mii-cs-mtb-therapieempfehlung-evidenzgrad#m1A
* activity.detail.status = #not-started
* activity.detail.description = "Osimertinib with carboplatin and pemetrexed, then osimertinib with pemetrexed"
