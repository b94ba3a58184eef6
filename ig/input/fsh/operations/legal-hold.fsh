Instance: legal-hold
InstanceOf: OperationDefinition
Usage: #definition
Title: "Hold a case"
* insert OperationHeader(legal-hold, Instance, ServiceRequest, true)
* name = "LegalHold"
* description = "Keeps a case from being erased, whoever asks for it, until a day or until the hold is released. A case may be held on several grounds at once."
* comment = "Invoked on the case-request. Holds are recorded and never deleted."
* insert Parameter(ground, in, 1, 1, code, [[Why the case is held.]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/legal-hold-ground"
* insert Parameter(until, in, 0, 1, date, [[Last day of the hold; without it the hold lasts until it is released.]])
* insert Parameter(release, in, 0, 1, boolean, [[Ends the hold on this ground. False when absent.]])
* insert GroupParameter(hold, out, 0, *, [[A hold that stands.]])
* insert Part(ground, out, 1, 1, code, [[Why.]])
* insert Part(since, out, 1, 1, instant, [[Since when.]])
* insert Part(until, out, 0, 1, date, [[Last day.]])
* insert Parameter(held, out, 1, 1, boolean, [[Whether the case is held.]])
