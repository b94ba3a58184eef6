Instance: estimate
InstanceOf: OperationDefinition
Usage: #definition
Title: "Estimate the price of an option"
* insert OperationHeader(estimate, Type, Claim, false)
* name = "Estimate"
* description = "Prices one option from the price list of a centre, line by line. Stores nothing."
* insert Parameter(option, in, 1, 1, code, [[Delivery mode: remote or in-person.]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/delivery-mode"
* insert Parameter(service, in, 1, 1, Reference, [[The review service that would give the opinion.]])
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/HealthcareService"
* insert Parameter(pages, in, 0, 1, integer, [[Pages to translate. Zero when absent.]])
* insert Parameter(language, in, 0, *, code, [[Languages of the records (BCP 47). A page in each language other than English is translated.]])
* insert Parameter(currency, in, 1, 1, code, [[Currency of the estimate (ISO 4217).]])
* insert Parameter(return, out, 1, 1, Claim, [[The estimate (profile cost-estimate).]])
