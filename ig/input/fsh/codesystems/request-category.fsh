CodeSystem: RequestCategoryCodes
Id: request-category
Title: "Request category"
Description: "Kind of service that is asked for."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/request-category"
* ^content = #complete
* #second-opinion "Second opinion" "A specialist at a partner centre reviews the records and writes an opinion."
* #coordination "Coordination" "The coordination desk sees a case through: translation, interpreting, coordination."
