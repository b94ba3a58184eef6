ValueSet: GapAnswerValues
Id: gap-answer
Title: "Answer to a request"
Description: "All codes of the code system gap-answer."
* insert Definition
* include codes from system GapAnswerCodes
