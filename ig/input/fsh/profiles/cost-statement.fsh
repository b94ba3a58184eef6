Profile: CostStatement
Parent: Claim
Id: cost-statement
Title: "Cost statement"
Description: "What was done for a patient, when, by whom and at what cost, for the patient's insurer. Each line names the Claim in which its price was agreed; the letter for people to read is among the supporting information."
* insert Definition
* use = #claim
* patient only Reference(Patient)
* billablePeriod 1..1
* careTeam 1..*
* item 1..*
* item.productOrService from CostLineValues (required)
* item.serviced[x] 1..1
* obeys cost-statement-1

Invariant: cost-statement-1
Description: "Either no amount is stated, or all in one currency."
Severity: #error
Expression: "(item.net.currency | total.currency).distinct().count() <= 1"
