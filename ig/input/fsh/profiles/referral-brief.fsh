Profile: ReferralBrief
Parent: Composition
Id: referral-brief
Title: "Referral brief"
Description: "The structured summary at the head of a referral package. Sections follow the oncology referral note and, where it has them, the International Patient Summary (http://hl7.org/fhir/uv/ips/StructureDefinition/Composition-uv-ips). What is not known is said: a section without entries has emptyReason unavailable and a text."
* insert Definition
* type = $LOINC#57149-7
* subject 1..1
* subject only Reference(Patient)
* insert SliceByPattern(section, code)
* section contains
    questions 1..1 and
    diagnosis 1..1 and
    molecular 1..1 and
    priorTreatment 1..1 and
    pathology 1..1 and
    imaging 1..1 and
    problems 0..1 and
    allergies 0..1 and
    medications 0..1 and
    results 0..1 and
    procedures 0..1 and
    functionalStatus 0..1
* section[questions].code = $LOINC#42349-1
* section[questions] ^short = "Reason for referral: the clinical questions"
* section[diagnosis].code = $LOINC#72135-7
* section[diagnosis] ^short = "Cancer diagnosis"
* section[molecular].code = $LOINC#51969-4
* section[molecular] ^short = "Molecular and genetic results"
* section[priorTreatment].code = $LOINC#74156-1
* section[priorTreatment] ^short = "Treatment so far"
* section[pathology].code = $LOINC#11526-1
* section[pathology] ^short = "Pathology"
* section[imaging].code = $LOINC#18726-0
* section[imaging] ^short = "Radiology studies"
* section[problems].code = $LOINC#11450-4
* section[allergies].code = $LOINC#48765-2
* section[medications].code = $LOINC#10160-0
* section[results].code = $LOINC#30954-2
* section[procedures].code = $LOINC#47519-4
* section[functionalStatus].code = $LOINC#47420-5
