Instance: HealthcareService-tumour-type
InstanceOf: SearchParameter
Usage: #definition
Title: "Tumour type of a review service"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/SearchParameter/HealthcareService-tumour-type"
* name = "HealthcareServiceTumourType"
* description = "Tumour types for which a review service reports yearly cases."
* code = #tumour-type
* base = #HealthcareService
* type = #token
* expression = "HealthcareService.extension.where(url = 'https://w3id.org/consilium/fhir/StructureDefinition/case-volume').extension.where(url = 'tumourType').value"
* xpathUsage = #normal
