Extension: BackportTimeout
Id: backport-timeout
Title: "Timeout"
Description: "Seconds after which an attempt has failed. A copy of the extension of Subscriptions R5 Backport 1.1, carried along so that a Subscription can be checked without that package."
Context: Subscription.channel
* insert Definition
* ^url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-timeout"
* value[x] 1..1
* value[x] only unsignedInt
