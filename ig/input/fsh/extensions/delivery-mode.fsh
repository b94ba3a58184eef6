Extension: OffersMode
Id: delivery-mode
Title: "Delivery mode"
Description: "Whether the opinion is given remotely or in person: what a service offers, and what an estimate is for."
Context: HealthcareService, Claim
* insert Definition
* value[x] only code
* value[x] 1..1
* valueCode from DeliveryModeValues (required)
