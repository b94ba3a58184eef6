ValueSet: ConcordanceDegreeValues
Id: concordance-degree
Title: "Concordance degree"
Description: "All codes of the code system concordance-degree."
* insert Definition
* include codes from system ConcordanceDegreeCodes
