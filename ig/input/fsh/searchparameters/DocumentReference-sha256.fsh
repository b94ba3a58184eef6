Instance: DocumentReference-sha256
InstanceOf: SearchParameter
Usage: #definition
Title: "SHA-256 of a document"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/SearchParameter/DocumentReference-sha256"
* name = "DocumentReferenceSha256"
* description = "SHA-256 of the bytes of a document, in lower-case hexadecimal."
* code = #sha256
* base = #DocumentReference
* type = #token
* expression = "DocumentReference.content.attachment.extension.where(url = 'https://w3id.org/consilium/fhir/StructureDefinition/sha256').value"
* xpathUsage = #normal
