ValueSet: TurnaroundFigureValues
Id: turnaround-figure
Title: "Turnaround figure"
Description: "All codes of the code system turnaround-figure."
* insert Definition
* include codes from system TurnaroundFigureCodes
