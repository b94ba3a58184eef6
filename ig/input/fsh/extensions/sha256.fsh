Extension: Sha256
Id: sha256
Title: "SHA-256"
Description: "SHA-256 of the bytes, in lower-case hexadecimal. Attachment.hash is SHA-1 by definition and proves nothing any more. In a consent, of the bytes of the package that the patient was shown; the server writes it."
Context: Attachment, Consent.provision.data
* insert Definition
* value[x] only string
* value[x] 1..1
* valueString obeys sha256-1

Invariant: sha256-1
Description: "A SHA-256 is 64 lower-case hexadecimal digits."
Severity: #error
Expression: "$this.matches('^[0-9a-f]{64}$')"
