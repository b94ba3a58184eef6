Instance: not-included-dhaka
InstanceOf: OperationOutcome
Usage: #example
Title: "A second round of questions has its price"
* issue.severity = #error
* issue.code = #business-rule
* issue.details = OutcomeCodeCodes#not-included
* issue.diagnostics = "One round of questions is included. Accept the Claim that this answer names to open another."
* issue.extension[Offer].valueReference = Reference(estimate-dhaka-remote)
