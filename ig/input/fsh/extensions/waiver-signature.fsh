Extension: WaiverSignature
Id: waiver-signature
Title: "Signature of a waiver"
Description: "Proves who waived which item, when and why: sigFormat application/jose, data a JWS (ES384) with detached payload in the name of the author, made by the server that the author was signed in to. The payload is the JSON object of gap (value of the first identifier of the DetectedIssue), reason (mitigation.action.text), waivedBy (mitigation.author.reference) and signedAt (when of the signature), written as RFC 8785 says. The public keys stand at /.well-known/package-keys.json of the server."
Context: DetectedIssue.mitigation
* insert Definition
* value[x] only Signature
* value[x] 1..1
