ValueSet: GapCodeValues
Id: gap-code
Title: "Gap code"
Description: "All codes of the code system gap-code."
* insert Definition
* include codes from system GapCodeCodes
