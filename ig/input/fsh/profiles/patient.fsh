Profile: CasePatient
Parent: Patient
Id: patient
Title: "Patient"
Description: "The person whose case it is. Compatible with the International Patient Summary (http://hl7.org/fhir/uv/ips/StructureDefinition/Patient-uv-ips). One language is preferred: it is the language in which the patient is written to and gets the opinion."
* insert Definition
* obeys patient-1
* name 1..*
* gender 1..1
* birthDate 1..1
* communication 1..*

Invariant: patient-1
Description: "Exactly one communication is preferred."
Severity: #error
Expression: "communication.where(preferred = true).count() = 1"
