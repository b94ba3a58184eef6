ValueSet: AcceptedFormatValues
Id: accepted-format
Title: "Accepted format"
Description: "All codes of the code system accepted-format."
* insert Definition
* include codes from system AcceptedFormatCodes
