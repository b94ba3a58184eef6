ValueSet: BusinessStatusValues
Id: business-status
Title: "Business status"
Description: "All codes of the code system business-status."
* insert Definition
* include codes from system BusinessStatusCodes
