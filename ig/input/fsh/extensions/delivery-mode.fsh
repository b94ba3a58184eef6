Extension: OffersMode
Id: delivery-mode
Title: "Delivery mode"
Description: "Whether the opinion is given remotely or in person: what a service offers, what an estimate is for, what a request asks for."
Context: HealthcareService, Claim, ServiceRequest
* insert Definition
* value[x] only code
* value[x] 1..1
* valueCode from DeliveryModeValues (required)
