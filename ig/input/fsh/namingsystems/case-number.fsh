Instance: case-number
InstanceOf: NamingSystem
Usage: #definition
Title: "Case number"
* insert Sid(CaseNumber, [[C-, the year, - and eight base 32 characters; drawn at random]], [[Number of a case. Known to the patient, the sending hospital and the coordination desk, never to a centre.]])
* uniqueId.type = #uri
* uniqueId.value = "https://w3id.org/consilium/fhir/sid/case-number"
* uniqueId.preferred = true
