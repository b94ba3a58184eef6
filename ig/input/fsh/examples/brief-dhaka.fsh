Instance: brief-dhaka
InstanceOf: ReferralBrief
Usage: #example
Title: "Referral brief"
* status = #final
* type = $LOINC#57149-7
* subject = Reference(patient-dhaka)
* date = "2026-10-19T08:00:00Z"
* author = Reference(coordination)
* title = "Referral for a second opinion"
* section[questions].title = "Questions"
* section[questions].code = $LOINC#42349-1
* insert SectionText(questions, [[1. Osimertinib alone or with chemotherapy? 2. Does the 9 mm adrenal nodule need a biopsy?]])
* section[diagnosis].title = "Cancer diagnosis"
* section[diagnosis].code = $LOINC#72135-7
* insert SectionText(diagnosis, [[Adenocarcinoma of the right upper lobe, stage IVA.]])
* section[diagnosis].entry = Reference(condition-dhaka)
* section[molecular].title = "Molecular results"
* section[molecular].code = $LOINC#51969-4
* insert SectionText(molecular, [[EGFR L858R by PCR. PD-L1 was asked for and is not available.]])
* section[priorTreatment].title = "Treatment so far"
* section[priorTreatment].code = $LOINC#74156-1
* insert SectionText(priorTreatment, [[None is known.]])
* section[priorTreatment].emptyReason = $EmptyReason#unavailable
* section[pathology].title = "Pathology"
* section[pathology].code = $LOINC#11526-1
* insert SectionText(pathology, [[Report of 29 August 2026 with its translation.]])
* section[pathology].entry[+] = Reference(record-dhaka-pathology)
* section[pathology].entry[+] = Reference(translation-dhaka-pathology)
* section[imaging].title = "Imaging"
* section[imaging].code = $LOINC#18726-0
* insert SectionText(imaging, [[CT of chest and upper abdomen of 21 August 2026.]])
* section[imaging].entry = Reference(ct-dhaka)
