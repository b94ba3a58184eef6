Instance: gap-dhaka-family
InstanceOf: Gap
Usage: #example
Title: "Family history, waived"
* extension[requirement].valueCoding = $ChecklistItem#nsclc.clin.family "Family history of cancer"
* identifier[gap].system = $GapId
* identifier[gap].value = "C-2026-7QK2M4XA|nsclc.clin.family"
* status = #final
* code.coding[consilium] = GapCodeCodes#missing
* severity = #low
* patient = Reference(patient-dhaka)
* identifiedDateTime = "2026-10-07T14:02:00+06:00"
* mitigation.action.text = "Waived: the patient was adopted and does not know the family history"
* mitigation.date = "2026-10-09"
* mitigation.author.display = "Clinical coordinator"
