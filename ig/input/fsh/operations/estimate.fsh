Instance: estimate
InstanceOf: OperationDefinition
Usage: #definition
Title: "Estimate the price of an option"
* insert OperationHeader(estimate, Type, Claim, false)
* name = "Estimate"
* description = "Prices one option line by line: review and re-reads from the price list of the centre, translation, interpreting and coordination from that of the coordination desk. Stores nothing."
* insert Parameter(option, in, 1, 1, code, [[Delivery mode: remote or in-person.]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/delivery-mode"
* insert Parameter(service, in, 1, 1, Reference, [[The review service that would give the opinion.]])
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/HealthcareService"
* insert Parameter(pages, in, 0, *, integer, [[Pages to translate, one number for each language, in the same order.]])
* insert Parameter(language, in, 0, *, code, [[Languages of the pages (BCP 47). Pages in English are not translated and cost nothing.]])
* insert Parameter(line, in, 0, *, code, [[Lines to price besides review and coordination: slide-reread, image-reread, interpreter. None when absent.]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/cost-line"
* insert Parameter(currency, in, 1, 1, code, [[Currency of the estimate (ISO 4217).]])
* insert EstimateRate
* insert Parameter(return, out, 1, 1, Claim, [[The estimate (profile cost-estimate).]])
