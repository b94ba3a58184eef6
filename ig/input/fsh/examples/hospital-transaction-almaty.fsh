Instance: hospital-transaction-almaty
InstanceOf: Bundle
Usage: #example
Title: "Transaction by which a hospital sends a case"
* type = #transaction
* entry[+].fullUrl = "urn:uuid:6f9b7a5e-0b86-4a7c-9f0e-2f7b8d1c3a01"
* entry[=].resource = almaty-patient
* entry[=].request.method = #POST
* entry[=].request.url = "Patient"
* entry[=].request.ifNoneExist = "identifier=https://hospital-almaty.test/mrn|ALM-0071532"
* entry[+].fullUrl = "urn:uuid:6f9b7a5e-0b86-4a7c-9f0e-2f7b8d1c3a02"
* entry[=].resource = almaty-condition
* entry[=].request.method = #POST
* entry[=].request.url = "Condition"
* entry[+].fullUrl = "urn:uuid:6f9b7a5e-0b86-4a7c-9f0e-2f7b8d1c3a03"
* entry[=].resource = almaty-binary
* entry[=].request.method = #POST
* entry[=].request.url = "Binary"
* entry[+].fullUrl = "urn:uuid:6f9b7a5e-0b86-4a7c-9f0e-2f7b8d1c3a04"
* entry[=].resource = almaty-record
* entry[=].request.method = #POST
* entry[=].request.url = "DocumentReference"
* entry[+].fullUrl = "urn:uuid:6f9b7a5e-0b86-4a7c-9f0e-2f7b8d1c3a05"
* entry[=].resource = almaty-case
* entry[=].request.method = #POST
* entry[=].request.url = "ServiceRequest"
* entry[=].request.ifNoneExist = "identifier=https://hospital-almaty.test/second-opinion|2026-77"
