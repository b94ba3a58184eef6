Profile: ReferralRequest
Parent: ServiceRequest
Id: referral-request
Title: "Referral request"
Description: "The request to one partner centre, in the shape of the BSeR referral (http://hl7.org/fhir/us/bser/StructureDefinition/referral-servicerequest). It has a number of its own and no link upward, so that two centres cannot find out that they were asked about the same case."
* insert Definition
* obeys referral-request-1 and referral-request-2
* extension contains
    ClinicalQuestion named clinicalQuestion 1..* and
    OffersMode named deliveryMode 0..1
* requisition 1..1
* requisition.system 1..1
* requisition.system = "https://w3id.org/consilium/fhir/sid/referral-number"
* requisition.value 1..1
* basedOn 0..0
* replaces 0..0
* intent = #order
* insert SecondOpinionCategory
* subject only Reference(Patient)
* performer 1..1
* performer only Reference(Organization)
* supportingInfo 1..*
* supportingInfo only Reference(DocumentReference or Consent)
* supportingInfo ^short = "The frozen package and the consent to share it"

Invariant: referral-request-1
Description: "Each clinical question has a number of its own."
Severity: #error
Expression: "extension.where(url = 'https://w3id.org/consilium/fhir/StructureDefinition/clinical-question').extension.where(url = 'number').value.isDistinct()"

Invariant: referral-request-2
Description: "A referral never carries a case number."
Severity: #error
Expression: "(identifier | requisition).where(system = 'https://w3id.org/consilium/fhir/sid/case-number').empty()"
