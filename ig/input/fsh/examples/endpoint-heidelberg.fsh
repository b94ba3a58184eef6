Instance: endpoint-heidelberg
InstanceOf: CentreEndpoint
Usage: #example
Title: "Notification endpoint of the centre"
* status = #active
* connectionType = $EndpointType#hl7-fhir-rest
* name = "Notifications"
* managingOrganization = Reference(centre-heidelberg)
* payloadType = http://terminology.hl7.org/CodeSystem/endpoint-payload-type#any
* payloadMimeType = #application/fhir+json
* address = "https://centre-heidelberg.test/fhir/notify"
