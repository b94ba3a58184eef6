CodeSystem: DeliveryModeCodes
Id: delivery-mode
Title: "Delivery mode"
Description: "How a centre gives its opinion."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/delivery-mode"
* ^content = #complete
* #remote "Remote" "On the records alone, with teleconsultation where wanted."
* #in-person "In person" "The patient travels to the centre."
