Extension: Offer
Id: offer
Title: "Offer"
Description: "The Claim that prices what was refused because it is not included."
Context: OperationOutcome.issue
* insert Definition
* value[x] only Reference(Claim)
* value[x] 1..1
