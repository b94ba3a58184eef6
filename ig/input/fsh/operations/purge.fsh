Instance: purge
InstanceOf: OperationDefinition
Usage: #definition
Title: "Purge a case"
* insert OperationHeader(purge, Instance, ServiceRequest, true)
* name = "Purge"
* description = "Erases what need not be kept, instance by instance, and proves it: counts, hashes of the erased bytes and an audit event that names identifiers only. Runs asynchronously."
* comment = "Invoked on the case-request. Refused while a legal hold or a running consent stands."
* insert Parameter(scope, in, 1, 1, code, [[What is erased.]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/purge-scope"
* insert Parameter(reason, in, 1, 1, code, [[Why.]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/purge-reason"
* insert Parameter(dryRun, in, 0, 1, boolean, [[Report what would be erased and erase nothing. False when absent.]])
* insert Parameter(attestation, in, 0, 1, Reference, [[For scope centre-copy: the statement of the centre that it has erased its copy.]])
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/DocumentReference"
* insert Parameter(return, out, 1, 1, Parameters, [[Counts by resource type, hashes of the erased documents and the AuditEvent.]])
