Instance: review-heidelberg
InstanceOf: ReviewService
Usage: #example
Title: "Second opinions in Heidelberg"
* active = true
* providedBy = Reference(centre-heidelberg)
* type = RequestCategoryCodes#second-opinion
* name = "Second opinion in thoracic oncology"
* specialty[+] = $SCT#394593009 "Medical oncology"
* specialty[+] = $SCT#419815003 "Radiation oncology"
* communication[+] = $BCP47#de "German"
* communication[+] = $BCP47#en "English"
* extension[caseVolume][+].extension[tumourType].valueCodeableConcept = $TumourType#nsclc "Non-small cell lung cancer"
* extension[caseVolume][=].extension[perYear].valueInteger = 642
* extension[caseVolume][=].extension[period].valuePeriod.start = "2025-01-01"
* extension[caseVolume][=].extension[period].valuePeriod.end = "2025-12-31"
* extension[caseVolume][=].extension[source].valueReference = Reference(volume-heidelberg-2025)
* extension[turnaround].extension[promised].valueDuration = 8 'd' "business days"
* extension[turnaround].extension[observed].valueDuration = 6.5 'd' "business days"
* extension[acceptedFormat][+].valueCode = #fhir-document
* extension[acceptedFormat][+].valueCode = #dicom-web
* extension[deliveryMode][+].valueCode = #remote
* extension[deliveryMode][+].valueCode = #in-person
* extension[listPrice][+].extension[line].valueCode = #review
* extension[listPrice][=].extension[amount].valueMoney.value = 780
* extension[listPrice][=].extension[amount].valueMoney.currency = #EUR
* extension[listPrice][=].extension[date].valueDate = "2026-01-01"
* extension[listPrice][+].extension[line].valueCode = #image-reread
* extension[listPrice][=].extension[amount].valueMoney.value = 240
* extension[listPrice][=].extension[amount].valueMoney.currency = #EUR
* extension[listPrice][=].extension[date].valueDate = "2026-01-01"
* availableTime.daysOfWeek[+] = #mon
* availableTime.daysOfWeek[+] = #tue
* availableTime.daysOfWeek[+] = #wed
* availableTime.daysOfWeek[+] = #thu
* availableTime.daysOfWeek[+] = #fri
* notAvailable.description = "Between Christmas and New Year"
* notAvailable.during.start = "2026-12-24"
* notAvailable.during.end = "2027-01-01"
* extension[noNewCases][+].extension[during].valuePeriod.start = "2027-02-01"
* extension[noNewCases][=].extension[during].valuePeriod.end = "2027-02-14"
* extension[noNewCases][=].extension[description].valueString = "The ward moves"
* extension[asks][+].extension[requirement].valueCoding = $ChecklistItem#nsclc.mol.ngs
* extension[asks][=].extension[strength].valueCode = #required
* extension[asks][=].extension[blocking].valueBoolean = true
* extension[asks][=].extension[why].valueString = "The board decides on first-line therapy by the full panel"
* extension[asks][+].extension[requirement].valueCoding = $ChecklistItem#nsclc.lab.cbc
* extension[asks][=].extension[everyTumourType].valueBoolean = true
* extension[asks][=].extension[maxAgeDays].valuePositiveInt = 14
* extension[asks][=].extension[why].valueString = "Blood counts change under therapy"
* extension[imagesLater].valueString = "We read the reports first and ask for the images that we need"
