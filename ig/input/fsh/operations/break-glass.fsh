Instance: break-glass
InstanceOf: OperationDefinition
Usage: #definition
Title: "Read a case in an emergency"
* insert OperationHeader(break-glass, Type, ServiceRequest, true)
* name = "BreakGlass"
* description = "A person who has no access to a case declares an emergency, says why, and reads that one case for thirty minutes. The patient and the privacy officer are told at once, all that is read is recorded with purpose of use BTG, and another person reviews it before the case is closed."
* comment = "For persons of the coordination desk, hospitals and centres, never for systems. The person must have signed in by passkey within the last five minutes; else the answer is 401 with the challenge of RFC 9470. Nothing can be written, exported or packaged. For more time there must be another declaration."
* insert Parameter(case, in, 1, 1, string, [[Number of the case, as in letters and mails.]])
* insert Parameter(purpose, in, 0, 1, code, [[What the case is read for. BTG, which says nothing more exact, when absent.]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/emergency-purpose"
* insert Parameter(reason, in, 1, 1, string, [[Why, in ten to 1000 characters. The privacy officer and the patient read it.]])
* insert Parameter(id, out, 1, 1, string, [[Of the declaration.]])
* insert Parameter(case, out, 1, 1, Reference, [[The ServiceRequest of the case.]])
* insert Parameter(patient, out, 1, 1, Reference, [[The Patient.]])
* insert Parameter(until, out, 1, 1, instant, [[When the access ends.]])
