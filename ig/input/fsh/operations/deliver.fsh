Instance: deliver
InstanceOf: OperationDefinition
Usage: #definition
Title: "Deliver the opinion"
* insert OperationHeader(deliver, Instance, Task, true)
* name = "Deliver"
* description = "Releases the opinion to its recipients. The quality review must be completed by somebody other than the author of the translation. Before this the patient cannot read the opinion."
* comment = "Invoked on the case-task by a coordinator."
* insert Parameter(recipient, in, 1, *, Reference, [[Who gets the opinion: the patient, a proxy, a treating oncologist.]])
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/Patient"
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/RelatedPerson"
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/Practitioner"
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/PractitionerRole"
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/Organization"
* insert Parameter(channel, in, 1, 1, code, [[portal, or shl for a SMART Health Link.]])
* insert Parameter(language, in, 0, 1, code, [[Language of the delivery note (BCP 47). The preferred language of the patient when absent.]])
* insert Parameter(passcode, in, 0, 1, string, [[With shl: the passcode that opens the link, at least 6 characters and at most 64 bytes of UTF-8. The server makes one when absent.]])
* insert Parameter(return, out, 1, 1, Communication, [[The delivery note (profile message).]])
* insert Parameter(shlink, out, 0, 1, string, [[The SMART Health Link, when the channel is shl.]])
* insert Parameter(passcode, out, 0, 1, string, [[With shl: the passcode. Told once; give it to the recipients by another way than the link.]])
