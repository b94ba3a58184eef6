Instance: reminder-dhaka
InstanceOf: Message
Usage: #example
Title: "Reminder to the hospital"
* language = #en
* partOf = Reference(supply-pdl1-dhaka)
* status = #completed
* category = $CommunicationCategory#reminder
* subject = Reference(patient-dhaka)
* recipient = Reference(hospital-dhaka)
* sender = Reference(coordination)
* sent = "2026-10-14T09:00:00+06:00"
* payload.contentString = "The PD-L1 report is due tomorrow."
