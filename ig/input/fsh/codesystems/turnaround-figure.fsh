CodeSystem: TurnaroundFigureCodes
Id: turnaround-figure
Title: "Turnaround figure"
Description: "What a group of a turnaround report tells."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/turnaround-figure"
* ^content = #complete
* #median "Median" "Half of the reports took at most so many business days."
* #percentile-90 "90th percentile" "Nine of ten reports took at most so many business days."
* #on-time "Share on time" "Share of the reports that came by their due date, from 0 to 1."
* #paused "Paused share" "Share of the time in which the clock stood still, from 0 to 1."
