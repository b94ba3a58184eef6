Instance: teleconsult-dhaka
InstanceOf: Teleconsult
Usage: #example
Title: "Talk with the specialist"
* status = #pending
* basedOn = Reference(referral-dhaka)
* start = "2026-11-06T10:00:00+01:00"
* end = "2026-11-06T10:30:00+01:00"
* participant[+].actor = Reference(patient-dhaka)
* participant[=].extension[localTime].extension[zone].valueCode = #Asia/Dhaka
* participant[=].extension[localTime].extension[start].valueDateTime = "2026-11-06T15:00:00+06:00"
* participant[=].extension[localTime].extension[end].valueDateTime = "2026-11-06T15:30:00+06:00"
* participant[=].status = #accepted
* participant[+].actor = Reference(specialist-heidelberg)
* participant[=].status = #accepted
* participant[+].type = $ParticipantType#translator
* participant[=].actor.display = "Interpreter, Bengali and English"
* participant[=].status = #tentative
