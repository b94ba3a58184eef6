ValueSet: RecordTypeValues
Id: record-type
Title: "Record type"
Description: "LOINC document types of the records that a second opinion is built on."
* insert Definition
* $LOINC#11526-1 "Pathology study"
* $LOINC#11529-5 "Surgical pathology study"
* $LOINC#33721-2 "Bone marrow Pathology biopsy report"
* $LOINC#55228-1
* $LOINC#51969-4 "Genetic analysis report"
* $LOINC#18748-4 "Diagnostic imaging study"
* $LOINC#18726-0 "Radiology studies (set)"
* $LOINC#85430-7
* $LOINC#11502-2 "Laboratory report"
* $LOINC#11504-8 "Surgical operation note"
* $LOINC#18842-5 "Discharge summary"
* $LOINC#68602-2
* $LOINC#74156-1 "Oncology treatment plan and summary Document"
* $LOINC#34805-2 "Oncology Consult note"
* $LOINC#57149-7
* $LOINC#64292-6 "Release of information consent"
