Instance: package-dhaka
InstanceOf: FrozenPackage
Usage: #example
Title: "Frozen referral package"
* status = #current
* type = $LOINC#57149-7
* subject = Reference(patient-dhaka)
* date = "2026-10-19T08:00:00Z"
* securityLabel[+] = $ActCode#NORDSCLCD
* securityLabel[+] = $ActCode#DELAU
* content.attachment.extension[sha256].valueString = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"
* content.attachment.contentType = #application/fhir+json
* content.attachment.language = #en
* content.attachment.url = "Binary/package-dhaka"
* content.attachment.size = 2204411
* content.format = PackageFormatCodes#fhir-document
