Instance: almaty-record
InstanceOf: Record
Usage: #inline
* status = #current
* type = $LOINC#18842-5
* subject.reference = "urn:uuid:6f9b7a5e-0b86-4a7c-9f0e-2f7b8d1c3a01"
* content.attachment.contentType = #text/plain
* content.attachment.language = #ru
* content.attachment.url = "urn:uuid:6f9b7a5e-0b86-4a7c-9f0e-2f7b8d1c3a03"
* content.attachment.title = "Выписной эпикриз"
* context.related.reference = "urn:uuid:6f9b7a5e-0b86-4a7c-9f0e-2f7b8d1c3a05"
