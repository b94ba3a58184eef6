Extension: SliceThickness
Id: slice-thickness
Title: "Slice thickness"
Description: "Nominal slice thickness of the series, DICOM (0018,0050), in millimetres."
Context: ImagingStudy.series
* insert Definition
* value[x] only Quantity
* value[x] 1..1
* valueQuantity.value 1..1
* valueQuantity = $UCUM#mm
