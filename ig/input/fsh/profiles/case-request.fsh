Profile: CaseRequest
Parent: ServiceRequest
Id: case-request
Title: "Case request"
Description: "The case: a request for a second opinion, as a hospital, a patient or a proxy sends it. The server writes requisition (the case number) and derives status from the case Task; the sender puts its own number into identifier, by which a resend is recognised."
* insert Definition
* obeys case-request-1
* extension contains
    ClinicalQuestion named clinicalQuestion 0..* and
    OffersMode named deliveryMode 0..1
* identifier ^short = "Number of the case at the sender"
* requisition ^short = "Case number, written by the server"
* requisition.system 1..1
* requisition.system = "https://w3id.org/consilium/fhir/sid/case-number"
* requisition.value 1..1
* intent = #order
* insert SecondOpinionCategory
* subject only Reference(Patient)
* requester only Reference(Patient or RelatedPerson or Organization or PractitionerRole)
* reasonCode ^short = "Such as v2-0336#S, second opinion"
* reasonReference MS
* reasonReference only Reference(Condition)
* reasonReference ^short = "The diagnosis from which the tumour type follows"

Invariant: case-request-1
Description: "Each clinical question has a number of its own."
Severity: #error
Expression: "extension.where(url = 'https://w3id.org/consilium/fhir/StructureDefinition/clinical-question').extension.where(url = 'number').value.isDistinct()"
