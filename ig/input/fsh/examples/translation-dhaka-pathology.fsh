Instance: translation-dhaka-pathology
InstanceOf: Translation
Usage: #example
Title: "Pathology report in English"
* status = #current
* type = $LOINC#11526-1
* subject = Reference(patient-dhaka)
* date = "2026-10-14T16:20:00+06:00"
* description = "Translation of HP-26-11873"
* relatesTo[transforms].code = #transforms
* relatesTo[transforms].target = Reference(record-dhaka-pathology)
* content.attachment.extension[sha256].valueString = "1b6e0b5a9d2f4c38a7e6d5c4b3a29180f7e6d5c4b3a291807f6e5d4c3b2a1908"
* content.attachment.extension[pageCount].valuePositiveInt = 3
* content.attachment.contentType = #application/pdf
* content.attachment.language = #en
* content.attachment.url = "Binary/translation-dhaka-pathology"
* content.attachment.title = "Histopathology report (translation)"
* context.related = Reference(case-dhaka)
