Instance: package
InstanceOf: OperationDefinition
Usage: #definition
Title: "Package a case or an opinion"
* insert OperationHeader(package, Instance, ServiceRequest, true)
* name = "Package"
* description = "Freezes the records of a case for one centre, or the delivered opinion for the patient, as one document. The bytes, their SHA-256 and a DocumentReference (profile package) are stored; a consent can then name that DocumentReference."
* comment = "Invoked on a case-request: by a coordinator with a centre, and after delivery, by the patient or a coordinator, without one."
* insert Parameter(centre, in, 0, 1, Reference, [[The centre that the package is for. Absent: the package of the delivered opinion.]])
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/Organization"
* insert Parameter(format, in, 0, 1, code, [[Form of the package: fhir-document, mhd or xdm. fhir-document when absent.]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/package-format"
* insert Parameter(sign, in, 0, 1, boolean, [[Sign the document. True when absent.]])
* insert Parameter(preview, in, 0, 1, boolean, [[Return the document without freezing or storing anything. False when absent.]])
* insert Parameter(return, out, 1, 1, Resource, [[The document: a Bundle for fhir-document and mhd, a Binary for xdm. Content-Location names the DocumentReference of the frozen package.]])
