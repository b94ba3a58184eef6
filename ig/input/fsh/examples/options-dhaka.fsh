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
