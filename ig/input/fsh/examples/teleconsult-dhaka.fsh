Instance: teleconsult-dhaka
InstanceOf: Teleconsult
Usage: #example
Title: "Talk with the specialist"
* status = #booked
* basedOn = Reference(referral-dhaka)
* start = "2026-11-06T10:00:00+01:00"
* end = "2026-11-06T10:30:00+01:00"
* participant[+].actor = Reference(patient-dhaka)
* participant[=].status = #accepted
* participant[+].actor = Reference(specialist-heidelberg)
* participant[=].status = #accepted
* participant[+].type = $ParticipantType#translator
* participant[=].actor.display = "Interpreter, Bengali and English"
* participant[=].status = #tentative
