Extension: LocalTime
Id: local-time
Title: "Local time"
Description: "When the talk is on the clock of this participant. A client may send the zone alone, where the server's guess (from the address) is wrong."
Context: Appointment.participant
* insert Definition
* extension contains
    zone 1..1 and
    start 0..1 and
    end 0..1
* extension[zone] ^short = "Time zone of the IANA database"
* extension[zone].value[x] 1..1
* extension[zone].value[x] only code
* extension[start] ^short = "Start, with the offset that holds there then"
* extension[start].value[x] 1..1
* extension[start].value[x] only dateTime
* extension[end] ^short = "End, with the offset that holds there then"
* extension[end].value[x] 1..1
* extension[end].value[x] only dateTime
