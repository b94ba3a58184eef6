ValueSet: LegibilityValues
Id: legibility
Title: "Legibility"
Description: "All codes of the code system legibility."
* insert Definition
* include codes from system LegibilityCodes
