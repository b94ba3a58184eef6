Instance: supply-pdl1-dhaka
InstanceOf: InformationRequest
Usage: #example
Title: "Ask the hospital for the PD-L1 result"
* language = #en
* partOf = Reference(case-task-dhaka)
* status = #requested
* intent = #order
* code = TaskCodeCodes#supply-missing
* description = "Please send the PD-L1 report with the antibody clone, or say that the test was not done."
* for = Reference(patient-dhaka)
* authoredOn = "2026-10-08T08:30:00+06:00"
* owner = Reference(hospital-dhaka)
* reasonReference = Reference(gap-dhaka-pdl1)
* restriction.period.end = "2026-10-15T17:00:00+06:00"
* input[gap].type = TaskInputCodes#gap
* input[gap].valueReference = Reference(gap-dhaka-pdl1)
* input[reason].type = TaskInputCodes#reason
* input[reason].valueString = "PD-L1 decides whether immunotherapy is an option when no driver is found."
