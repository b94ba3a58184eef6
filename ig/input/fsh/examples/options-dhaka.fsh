Instance: options-dhaka
InstanceOf: Options
Usage: #example
Title: "Options laid before the patient"
* status = #active
* intent = #option
* basedOn = Reference(case-dhaka)
* subject = Reference(patient-dhaka)
* authoredOn = "2026-10-06T10:00:00+02:00"
* action.title = "Remote opinion, Thoracic Oncology Centre Heidelberg"
* action.description = "On your records, with an optional video talk. About eight working days."
* action.resource = Reference(estimate-dhaka-remote)
* action.code = DeliveryModeCodes#remote
* action.extension[offeredService].valueReference = Reference(review-heidelberg)
* action.extension[reason].extension[code].valueCoding = MatchReasonCodes#volume
* action.extension[reason].extension[text].valueString = "Non-small cell lung cancer: 642 patients in 2025, counted in a volume report"
* extension[modeAdvice].extension[mode].valueCode = #remote
* extension[modeAdvice].extension[code].valueCoding = ModeReasonCodes#records-suffice
* extension[modeAdvice].extension[text].valueString = "A second opinion is given on your records; nothing in them speaks for a journey"
