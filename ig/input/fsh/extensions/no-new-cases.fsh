Extension: NoNewCases
Id: no-new-cases
Title: "No new cases"
Description: "Days on which the service takes no new cases, while work on those that it has goes on. It counts in $match and moves no due date. Days on which the service does not work at all are notAvailable."
Context: HealthcareService
* insert Definition
* extension contains
    during 1..1 and
    description 0..1
* extension[during] ^short = "The days, both included; without an end until further notice"
* extension[during].value[x] 1..1
* extension[during].value[x] only Period
* extension[description] ^short = "Why"
* extension[description].value[x] 1..1
* extension[description].value[x] only string
