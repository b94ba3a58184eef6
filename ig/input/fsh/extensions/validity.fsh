Extension: Validity
Id: validity
Title: "Validity"
Description: "For how long the estimate holds."
Context: Claim
* insert Definition
* value[x] only Period
* value[x] 1..1
* valuePeriod.end 1..1
