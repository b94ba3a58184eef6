ValueSet: MessageStateValues
Id: message-state
Title: "State of a message"
Description: "All codes of the code system message-state."
* insert Definition
* include codes from system MessageStateCodes
