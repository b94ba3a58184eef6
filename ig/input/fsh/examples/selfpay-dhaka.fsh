Instance: selfpay-dhaka
InstanceOf: Coverage
Usage: #example
Title: "The patient pays"
* status = #active
* type = http://terminology.hl7.org/CodeSystem/coverage-selfpay#pay
* beneficiary = Reference(patient-dhaka)
* payor = Reference(patient-dhaka)
