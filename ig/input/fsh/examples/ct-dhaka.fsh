Instance: ct-dhaka
InstanceOf: CaseImagingStudy
Usage: #example
Title: "CT of chest and upper abdomen"
* identifier[studyInstanceUid].system = "urn:dicom:uid"
* identifier[studyInstanceUid].value = "urn:oid:2.25.281045236701844512390174520011223344"
* status = #available
* modality = $DCM#CT
* subject = Reference(patient-dhaka)
* started = "2026-08-21T11:05:00+06:00"
* endpoint = Reference(pacs-dhaka)
* numberOfSeries = 1
* numberOfInstances = 412
* description = "CT chest and upper abdomen, portal venous phase"
* series.extension[contrast].valueCodeableConcept.text = "Iohexol, portal venous phase"
* series.extension[sliceThickness].valueQuantity = 1.25 'mm' "mm"
* series.extension[dicomAttribute].extension[keyword].valueCode = #SpacingBetweenSlices
* series.extension[dicomAttribute].extension[value].valueString = "1.25"
* series.uid = "2.25.281045236701844512390174520011223345"
* series.number = 3
* series.modality = $DCM#CT
* series.numberOfInstances = 412
