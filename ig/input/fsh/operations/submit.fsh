Instance: submit
InstanceOf: OperationDefinition
Usage: #definition
Title: "Submit a case to a centre"
* insert OperationHeader(submit, Instance, ServiceRequest, true)
* name = "Submit"
* description = "Refers a case to one centre, all or nothing. Needs: every required item met, waived or overridden; every record that is not in English translated and verified; an active consent that names this centre and this package, whose bytes have not changed."
* comment = "Invoked on the case-request by a coordinator. Refused with 422 and one issue for each condition that does not hold."
* insert Parameter(centre, in, 1, 1, Reference, [[The centre.]])
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/Organization"
* insert Parameter(package, in, 1, 1, Reference, [[The frozen package.]])
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/DocumentReference"
* insert Parameter(consent, in, 1, 1, Reference, [[The consent of the patient (profile sharing-consent).]])
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/Consent"
* insert GroupParameter(override, in, 0, *, [[A missing item in spite of which the case is submitted.]])
* insert Part(gap, in, 1, 1, Reference, [[The missing item.]])
* parameter[=].part[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/DetectedIssue"
* insert Part(reason, in, 1, 1, string, [[Why the opinion can be given without it. The centre reads this.]])
* insert Parameter(return, out, 1, 1, Task, [[The referral Task (profile referral-task).]])
