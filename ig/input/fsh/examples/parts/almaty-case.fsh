Instance: almaty-case
InstanceOf: CaseRequest
Usage: #inline
* extension[clinicalQuestion].extension[number].valuePositiveInt = 1
* extension[clinicalQuestion].extension[text].valueMarkdown = "Возможна ли резекция печени?"
* identifier.system = "https://hospital-almaty.test/second-opinion"
* identifier.value = "2026-77"
* status = #active
* intent = #order
* category[secondOpinion] = RequestCategoryCodes#second-opinion
* subject.reference = "urn:uuid:6f9b7a5e-0b86-4a7c-9f0e-2f7b8d1c3a01"
* reasonReference.reference = "urn:uuid:6f9b7a5e-0b86-4a7c-9f0e-2f7b8d1c3a02"
