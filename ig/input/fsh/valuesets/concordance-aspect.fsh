ValueSet: ConcordanceAspectValues
Id: concordance-aspect
Title: "Concordance aspect"
Description: "All codes of the code system concordance-aspect."
* insert Definition
* include codes from system ConcordanceAspectCodes
