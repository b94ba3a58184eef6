Extension: BackportMaxCount
Id: backport-max-count
Title: "Most events"
Description: "How many events a notification may hold; this server sends one. A copy of the extension of Subscriptions R5 Backport 1.1, carried along so that a Subscription can be checked without that package."
Context: Subscription.channel
* insert Definition
* ^url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-max-count"
* value[x] 1..1
* value[x] only positiveInt
