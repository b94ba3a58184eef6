Profile: Teleconsult
Parent: Appointment
Id: teleconsult
Title: "Teleconsultation"
Description: "A talk between patient and specialist by video. An interpreter is a participant of type participant-type#translator; the cancellation reason oth-int says that there was none."
* insert Definition
* basedOn only Reference(ServiceRequest)
* basedOn ^short = "The referral"
* participant 2..*
