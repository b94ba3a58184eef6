Profile: CaseImagingStudy
Parent: ImagingStudy
Id: imaging-study
Title: "Imaging study"
Description: "Manifest of a DICOM study. Follows http://hl7.eu/fhir/imaging/StructureDefinition/ImagingStudyEuImaging. Pixels never enter FHIR: an Endpoint says where to get them."
* insert Definition
* insert SliceByValue(identifier, system)
* identifier contains studyInstanceUid 1..1
* identifier[studyInstanceUid].system = "urn:dicom:uid"
* identifier[studyInstanceUid].value 1..1
* subject only Reference(Patient)
* series.extension contains
    Contrast named contrast 0..1 and
    SliceThickness named sliceThickness 0..1 and
    DicomAttribute named dicomAttribute 0..*
