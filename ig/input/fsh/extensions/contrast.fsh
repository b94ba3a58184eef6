Extension: Contrast
Id: contrast
Title: "Contrast"
Description: "Contrast agent and phase of the series."
Context: ImagingStudy.series
* insert Definition
* value[x] only CodeableConcept
* value[x] 1..1
