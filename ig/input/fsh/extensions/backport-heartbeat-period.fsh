Extension: BackportHeartbeatPeriod
Id: backport-heartbeat-period
Title: "Heartbeat period"
Description: "Seconds after which a sign of life is sent when there was nothing else to send. A copy of the extension of Subscriptions R5 Backport 1.1, carried along so that a Subscription can be checked without that package."
Context: Subscription.channel
* insert Definition
* ^url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-heartbeat-period"
* value[x] 1..1
* value[x] only unsignedInt
