Instance: treatment-dhaka
InstanceOf: TreatmentProposal
Usage: #example
Title: "Treatment in Heidelberg"
* status = #active
* code.text = "Treatment at the centre that gave the opinion"
* subject = Reference(patient-dhaka)
* requester = Reference(patient-dhaka)
* performer = Reference(centre-heidelberg)
* authoredOn = "2026-11-20T09:00:00+06:00"
