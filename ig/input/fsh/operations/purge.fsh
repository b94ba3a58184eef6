Instance: purge
InstanceOf: OperationDefinition
Usage: #definition
Title: "Purge a case"
* insert OperationHeader(purge, Instance, ServiceRequest, true)
* name = "Purge"
* description = "Erases what need not be kept, instance by instance, and proves it: counts, hashes of the erased bytes and an audit event that names identifiers only. Runs asynchronously: the answer is 202 until it is done; the same request again tells how far it is, and in the end gives the proof."
* comment = "Invoked on the case-request. Refused while a legal hold, a running consent or a duty to keep stands; the refusal names ground and date, and is recorded."
* insert Parameter(scope, in, 1, 1, code, [[What is erased.]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/purge-scope"
* insert Parameter(reason, in, 1, 1, code, [[Why.]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/purge-reason"
* insert Parameter(dryRun, in, 0, 1, boolean, [[Report what would be erased and erase nothing. False when absent.]])
* insert Parameter(attestation, in, 0, 1, Reference, [[For scope centre-copy: the statement of the centre that it has erased its copy.]])
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/DocumentReference"
* insert Parameter(return, out, 1, 1, Parameters, [[What would be erased, how far it is, or the proof that it is done. Parameters: status (dry-run, in-progress, waiting, completed), scope, reason, done and total while it runs, count by resource type, document with SHA-256 and size of destroyed bytes, shared (resources that another case needs), copy with the state of each copy at a centre, certificate: the identifier of the AuditEvent.]])
