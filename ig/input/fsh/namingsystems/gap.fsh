Instance: gap
InstanceOf: NamingSystem
Usage: #definition
Title: "Gap"
* insert Sid(GapIdentifier, [[Case number, | and id of the item of the checklist]], [[Identifies the gap of a case for one item of the checklist, so that a repeated check updates it.]])
* uniqueId.type = #uri
* uniqueId.value = "https://w3id.org/consilium/fhir/sid/gap"
* uniqueId.preferred = true
