Instance: opinion-pdf-dhaka
InstanceOf: Record
Usage: #example
Title: "Opinion as PDF"
* status = #current
* type = $LOINC#34805-2
* subject = Reference(patient-dhaka)
* date = "2026-10-28T15:00:00+01:00"
* author = Reference(specialist-heidelberg)
* content.attachment.contentType = #application/pdf
* content.attachment.language = #en
* content.attachment.url = "Binary/opinion-pdf-dhaka"
* content.attachment.title = "Second opinion"
