Extension: WhyMatched
Id: match-reason
Title: "Match reason"
Description: "Why the service stands where it stands in the result of $match or among options, as a code and in words."
Context: Bundle.entry.search, RequestGroup.action
* insert Definition
* extension contains
    code 1..1 and
    text 1..1
* extension[code] ^short = "Reason"
* extension[code].value[x] 1..1
* extension[code].value[x] only Coding
* extension[code].valueCoding from MatchReasonValues (required)
* extension[text] ^short = "Reason in words that a patient understands"
* extension[text].value[x] 1..1
* extension[text].value[x] only string
