ValueSet: CostLineValues
Id: cost-line
Title: "Cost line"
Description: "All codes of the code system cost-line."
* insert Definition
* include codes from system CostLineCodes
