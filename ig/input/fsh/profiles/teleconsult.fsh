Profile: Teleconsult
Parent: Appointment
Id: teleconsult
Title: "Teleconsultation"
Description: "A talk between patient and specialist by video, proposed by the centre or the coordination desk, booked once everybody has accepted. Each of several proposals is an Appointment; the first that all accept is booked, the others are cancelled. An interpreter is a participant of type participant-type#translator; the cancellation reason oth-int says that there was none. Nothing in it says why they talk."
* insert Definition
* obeys teleconsult-1 and teleconsult-2
* basedOn 1..1
* basedOn only Reference(ServiceRequest)
* basedOn ^short = "The referral"
* start 1..1
* end 1..1
* participant 1..*
* participant ^short = "Who takes part; the server adds the patient"
* participant.extension contains LocalTime named localTime 0..1
* reasonCode 0..0
* reasonReference 0..0
* description 0..0

Invariant: teleconsult-1
Description: "A cancelled talk says why."
Severity: #error
Expression: "status = 'cancelled' implies cancelationReason.exists()"

Invariant: teleconsult-2
Description: "A talk ends after it has begun."
Severity: #error
Expression: "start < end"
