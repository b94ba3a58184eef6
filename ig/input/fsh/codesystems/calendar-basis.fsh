CodeSystem: CalendarBasisCodes
Id: calendar-basis
Title: "Basis of a business calendar"
Description: "What a business calendar knows of the days that are not worked."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/calendar-basis"
* ^content = #complete
* #public-holidays "Public holidays" "Weekends and public holidays of the country and, where it has its own, the region."
* #weekends-only "Weekends only" "The weekends of the country. Its public holidays are not known, so that work may seem late on one."
* #fallback "Country not known" "Monday to Friday, because the owner's address names no country."
* #every-day "Every day" "Calendar days: every day counts."
