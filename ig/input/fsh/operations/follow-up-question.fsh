Instance: follow-up-question
InstanceOf: OperationDefinition
Usage: #definition
Title: "Ask a follow-up question"
* insert OperationHeader(follow-up-question, Instance, Task, true)
* name = "FollowUpQuestion"
* description = "Asks the centre a written question about the delivered opinion. One round is included; a further one is refused with 409 and a Claim that prices it, and opens when the patient accepts that."
* comment = "Invoked on the case-task while it is in follow-up."
* insert Parameter(question, in, 1, 1, markdown, [[The question.]])
* insert Parameter(language, in, 1, 1, code, [[Language of the question (BCP 47). It is translated when the centre does not work in it.]])
* insert Parameter(author, in, 0, 1, Reference, [[Who asks. The caller when absent.]])
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/Patient"
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/RelatedPerson"
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/Practitioner"
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/PractitionerRole"
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/Organization"
* insert Parameter(accept, in, 0, 1, Reference, [[The Claim that was offered for this round; to name it is to accept its price. The patient or a proxy only.]])
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/Claim"
* insert Parameter(return, out, 1, 1, Task, [[The Task of the centre (code follow-up-question).]])
