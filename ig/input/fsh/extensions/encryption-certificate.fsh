Extension: EncryptionCertificate
Id: encryption-certificate
Title: "Certificate for encryption"
Description: "X.509 certificate (DER) with a P-256 or P-384 key to which packages for the organization are encrypted. Public; the administrator registers it."
Context: Organization
* insert Definition
* value[x] only base64Binary
* value[x] 1..1
