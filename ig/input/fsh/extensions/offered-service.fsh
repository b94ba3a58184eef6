Extension: OfferedService
Id: offered-service
Title: "Offered service"
Description: "The review service that would give the opinion if this option is chosen."
Context: RequestGroup.action
* insert Definition
* value[x] only Reference(HealthcareService)
* value[x] 1..1
