Profile: FrozenPackage
Parent: DocumentReference
Id: package
Title: "Package"
Description: "Stands for frozen bytes: a referral package on its way out or a delivered opinion on its way back. A consent names this resource, and sha256 ties both to the bytes. contentType is application/fhir+json for a document Bundle."
* insert Definition
* type 1..1
* type from PackageTypeValues (required)
* subject 1..1
* subject only Reference(Patient)
* date 1..1
* content 1..1
* content.attachment.extension contains Sha256 named sha256 1..1
* content.attachment.contentType 1..1
* content.attachment.data 0..0
* content.attachment.url 1..1
* content.attachment.url ^short = "Binary/<id>"
* content.format from PackageFormatValues (extensible)
