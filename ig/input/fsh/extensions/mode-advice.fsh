Extension: ModeAdvice
Id: mode-advice
Title: "Mode advice"
Description: "Which delivery mode is advised, and one reason, as a code and in words."
Context: RequestGroup
* insert Definition
* extension contains
    mode 1..1 and
    code 1..1 and
    text 1..1
* extension[mode] ^short = "Mode that is advised"
* extension[mode].value[x] 1..1
* extension[mode].value[x] only code
* extension[mode].valueCode from DeliveryModeValues (required)
* extension[code] ^short = "Reason"
* extension[code].value[x] 1..1
* extension[code].value[x] only Coding
* extension[code].valueCoding from ModeReasonValues (required)
* extension[text] ^short = "Reason in words that a patient understands"
* extension[text].value[x] 1..1
* extension[text].value[x] only string
