Extension: AcceptsFormat
Id: accepted-format
Title: "Accepted format"
Description: "A form in which the centre takes records."
Context: HealthcareService
* insert Definition
* value[x] only code
* value[x] 1..1
* valueCode from AcceptedFormatValues (required)
