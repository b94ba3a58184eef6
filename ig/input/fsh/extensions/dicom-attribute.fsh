Extension: DicomAttribute
Id: dicom-attribute
Title: "DICOM attribute"
Description: "What the images tell and ImagingStudy has no element for: an attribute of the series (or of every series, when it stands on the study) by its DICOM keyword, with its values. The imaging rules of the checklists ask for such attributes; one that is absent is a question to a person."
Context: ImagingStudy, ImagingStudy.series
* insert Definition
* extension contains
    keyword 1..1 and
    value 1..*
* extension[keyword] ^short = "Keyword of DICOM PS3.6, such as SpacingBetweenSlices"
* extension[keyword].value[x] 1..1
* extension[keyword].value[x] only code
* extension[value] ^short = "As in DICOM; several values of one instance separated by a backslash, those of several instances one by one"
* extension[value].value[x] 1..1
* extension[value].value[x] only string
