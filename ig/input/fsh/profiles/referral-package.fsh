Profile: ReferralPackage
Parent: Bundle
Id: referral-package
Title: "Referral package"
Description: "The document that a centre reads: brief, facts, records and translations, frozen. Its bytes are kept as they were signed; the Bundle is never searched, the package DocumentReference is. Handling labels in meta.security: NORDSCLCD (no redisclosure without consent) and DELAU (delete after use). Signed after http://hl7.org/fhir/us/davinci-cdex/StructureDefinition/cdex-digital-signature."
* insert Definition
* obeys referral-package-1
* identifier 1..1
* type = #document
* timestamp 1..1
* entry 1..*
* entry.fullUrl 1..1
* entry.resource 1..1

Invariant: referral-package-1
Description: "The first entry is the referral brief, a Composition of type LOINC 57149-7."
Severity: #error
Expression: "entry.first().resource.ofType(Composition).type.coding.where(system = 'http://loinc.org' and code = '57149-7').exists()"
