Extension: BackportPayloadContent
Id: backport-payload-content
Title: "Payload content"
Description: "How much of a resource a notification holds: empty, id-only or full-resource. A copy of the extension of Subscriptions R5 Backport 1.1, carried along so that a Subscription can be checked without that package."
Context: Subscription.channel.payload
* insert Definition
* ^url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content"
* value[x] 1..1
* value[x] only code
