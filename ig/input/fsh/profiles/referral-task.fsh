Profile: ReferralTask
Parent: Task
Id: referral-task
Title: "Referral Task"
Description: "The Task that one partner centre sees and moves. Valid as a coordination Task of Clinical Order Workflows (http://hl7.org/fhir/uv/cow/StructureDefinition/coordination-task); statuses map to BSeR (http://hl7.org/fhir/us/bser/StructureDefinition/referral-task). It does not point at the case; the case Task points at it."
* insert Definition
* obeys referral-task-1
* insert FulfilTask(referral)
* extension contains Sla named sla 0..1
* identifier 1..*
* identifier ^short = "Referral number; Clinical Order Workflows asks for an identifier"
* basedOn 0..0
* partOf 0..0
* groupIdentifier.system = "https://w3id.org/consilium/fhir/sid/referral-number"
* businessStatus 1..1
* businessStatus from ReferralStatusValues (required)
* focus 1..1
* focus only Reference(ServiceRequest)
* for 1..1
* for only Reference(Patient)
* owner 1..1
* owner only Reference(Organization)
* input.type from TaskInputValues (extensible)
* output.type from TaskInputValues (extensible)

Invariant: referral-task-1
Description: "A referral Task never carries a case number."
Severity: #error
Expression: "(identifier | groupIdentifier).where(system = 'https://w3id.org/consilium/fhir/sid/case-number').empty()"
