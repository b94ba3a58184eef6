Instance: consent-dhaka
InstanceOf: SharingConsent
Usage: #example
Title: "Consent to share one package with one centre"
* status = #active
* scope = $ConsentScope#patient-privacy
* category[consent] = $LOINC#59284-0
* patient = Reference(patient-dhaka)
* dateTime = "2026-10-19T15:31:00+06:00"
* performer = Reference(patient-dhaka)
* organization = Reference(coordination)
* policyRule.text = "Consilium sharing policy, version 1"
* provision.type = #permit
* provision.period.start = "2026-10-19"
* provision.period.end = "2027-04-19"
* provision.actor.role = $ParticipationType#IRCP
* provision.actor.reference = Reference(centre-heidelberg)
* provision.data.meaning = #instance
* provision.data.reference = Reference(package-dhaka)
