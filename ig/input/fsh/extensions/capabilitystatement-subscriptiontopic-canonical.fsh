Extension: CapabilityStatementTopic
Id: capabilitystatement-subscriptiontopic-canonical
Title: "Subscription topic"
Description: "A topic that the server offers. A copy of the extension of Subscriptions R5 Backport 1.1, carried along so that a Subscription can be checked without that package."
Context: CapabilityStatement.rest.resource
* insert Definition
* ^url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"
* value[x] 1..1
* value[x] only canonical
