ValueSet: OutcomeCodeValues
Id: outcome-code
Title: "Outcome code"
Description: "All codes of the code system outcome-code."
* insert Definition
* include codes from system OutcomeCodeCodes
