Instance: record-dhaka-pathology
InstanceOf: Record
Usage: #example
Title: "Pathology report in Bengali, after the server has counted and hashed"
* extension[legibility].valueCode = #legible
* identifier.system = "https://hospital-dhaka.test/document"
* identifier.value = "HP-26-11873"
* status = #current
* type = $LOINC#11526-1
* subject = Reference(patient-dhaka)
* date = "2026-10-05T09:12:00+06:00"
* author = Reference(hospital-dhaka)
* content.attachment.extension[sha256].valueString = "9f2c4a5d4bd1c1a47f9f0b7bd6f0c1d8b7a2b8c0f3ac6a5f1f43a1c6f7d3e214"
* content.attachment.extension[pageCount].valuePositiveInt = 3
* content.attachment.contentType = #application/pdf
* content.attachment.language = #bn
* content.attachment.url = "Binary/record-dhaka-pathology"
* content.attachment.size = 418233
* content.attachment.title = "হিস্টোপ্যাথলজি রিপোর্ট"
* content.attachment.creation = "2026-08-29"
* context.related = Reference(case-dhaka)
