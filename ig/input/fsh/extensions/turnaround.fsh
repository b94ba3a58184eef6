Extension: Turnaround
Id: turnaround
Title: "Turnaround"
Description: "Time from accepting a referral to the final report."
Context: HealthcareService
* insert Definition
* extension contains
    promised 0..1 and
    observed 0..1
* extension[promised] ^short = "What the centre promises, in business days"
* extension[promised].value[x] 1..1
* extension[promised].value[x] only Duration
* extension[observed] ^short = "Median that the platform has measured"
* extension[observed].value[x] 1..1
* extension[observed].value[x] only Duration
