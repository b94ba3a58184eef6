Profile: CaseTask
Parent: Task
Id: case-task
Title: "Case Task"
Description: "The root Task of a case, owned by the coordination desk. Valid as a coordination Task of Clinical Order Workflows (http://hl7.org/fhir/uv/cow/StructureDefinition/coordination-task). Only the server writes its status and business status; referral Tasks are found from output."
* insert Definition
* insert FulfilTask(case)
* extension contains Sla named sla 0..1
* identifier 1..*
* identifier ^short = "Case number; Clinical Order Workflows asks for an identifier"
* groupIdentifier 1..1
* groupIdentifier.system 1..1
* groupIdentifier.system = "https://w3id.org/consilium/fhir/sid/case-number"
* groupIdentifier.value 1..1
* partOf 0..0
* businessStatus 1..1
* businessStatus from CaseStatusValues (required)
* focus 1..1
* focus only Reference(ServiceRequest)
* for 1..1
* for only Reference(Patient)
* owner 1..1
* owner only Reference(Organization)
* input.type from TaskInputValues (extensible)
* output.type from TaskInputValues (extensible)
