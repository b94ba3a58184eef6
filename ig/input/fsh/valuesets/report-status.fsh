ValueSet: ReportStatusValues
Id: report-status
Title: "Report status"
Description: "Status in which a centre may hand in its report."
* insert Definition
* http://hl7.org/fhir/composition-status#preliminary
* http://hl7.org/fhir/composition-status#final
* http://hl7.org/fhir/composition-status#amended
