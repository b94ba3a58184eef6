ValueSet: TurnaroundFigureValues
Id: turnaround-figure
Title: "Turnaround figure"
Description: "What a group of a turnaround report tells."
* insert Definition
* include codes from system TurnaroundFigureCodes
