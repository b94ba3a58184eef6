Instance: request-missing
InstanceOf: OperationDefinition
Usage: #definition
Title: "Request missing items"
* insert OperationHeader(request-missing, Instance, Task, true)
* name = "RequestMissing"
* description = "Asks for the missing items of a case: one information request for each party that must act. The case goes to gaps-requested and its clock pauses."
* comment = "Invoked on the case-task. Gaps that are met, waived or already asked for are refused."
* insert Parameter(gap, in, 1, *, Reference, [[The missing items.]])
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/DetectedIssue"
* insert Parameter(assignee, in, 0, 1, Reference, [[Who is asked. When absent each item goes to the source of its kind of record: patient or sending hospital.]])
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/Patient"
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/RelatedPerson"
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/Organization"
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/PractitionerRole"
* insert Parameter(language, in, 0, 1, code, [[Language of the request (BCP 47). The preferred language of the assignee when absent.]])
* insert Parameter(note, in, 0, 1, markdown, [[Words of the coordinator that go with the request.]])
* insert Parameter(return, out, 1, 1, Bundle, [[Collection of the Tasks (profile information-request).]])
