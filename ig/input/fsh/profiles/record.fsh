Profile: Record
Parent: DocumentReference
Id: record
Title: "Record"
Description: "A record of the patient as it was received, in its own language. Meets http://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.Minimal.DocumentReference: the bytes are a Binary of their own. The sender gives type, subject, contentType, language and url (in a transaction the urn:uuid of the Binary entry); the server writes size, hash and sha256, and page-count where it can count. A record joins its case by context.related."
* insert Definition
* extension contains LegibilityGrade named legibility 0..1
* type 1..1
* type from RecordTypeValues (preferred)
* insert SliceByValue(type.coding, system)
* type.coding contains loinc 1..*
* type.coding[loinc].system = "http://loinc.org"
* type.coding[loinc].code 1..1
* subject 1..1
* subject only Reference(Patient)
* content 1..1
* content.attachment.extension contains
    Sha256 named sha256 0..1 and
    PageCount named pageCount 0..1
* content.attachment.contentType 1..1
* content.attachment.language 1..1
* content.attachment.language from $LanguageValues (preferred)
* content.attachment.data 0..0
* content.attachment.url 1..1
* content.attachment.url ^short = "Binary/<id>; urn:uuid of the Binary in a transaction"
* content.attachment.size ^short = "Written by the server"
* content.attachment.hash ^short = "SHA-1, written by the server"
* context.related ^short = "The case (ServiceRequest) that the record belongs to"
