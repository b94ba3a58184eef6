Instance: pacs-dhaka
InstanceOf: CentreEndpoint
Usage: #example
Title: "Image archive of the sending hospital"
* status = #active
* connectionType = $EndpointType#dicom-wado-rs
* managingOrganization = Reference(hospital-dhaka)
* payloadType = http://terminology.hl7.org/CodeSystem/endpoint-payload-type#any
* payloadMimeType = #application/dicom
* address = "https://pacs.hospital-dhaka.test/dicom-web"
