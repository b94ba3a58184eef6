Instance: case-nairobi
InstanceOf: CaseRequest
Usage: #example
Title: "Case as a patient sends it, before the server has numbered it"
* extension[clinicalQuestion].extension[number].valuePositiveInt = 1
* extension[clinicalQuestion].extension[text].valueMarkdown = "Should I have chemotherapy before the operation?"
* status = #active
* intent = #order
* category[secondOpinion] = RequestCategoryCodes#second-opinion
* subject = Reference(patient-nairobi)
* requester = Reference(patient-nairobi)
