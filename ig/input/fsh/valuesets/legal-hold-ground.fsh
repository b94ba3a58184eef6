ValueSet: LegalHoldGroundValues
Id: legal-hold-ground
Title: "Ground of a legal hold"
Description: "All codes of the code system legal-hold-ground."
* insert Definition
* include codes from system LegalHoldGroundCodes
