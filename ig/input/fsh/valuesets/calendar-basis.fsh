ValueSet: CalendarBasisValues
Id: calendar-basis
Title: "Basis of a business calendar"
Description: "What a business calendar knows of the days that are not worked."
* insert Definition
* include codes from system CalendarBasisCodes
