ValueSet: MatchReasonValues
Id: match-reason
Title: "Match reason"
Description: "All codes of the code system match-reason."
* insert Definition
* include codes from system MatchReasonCodes
