Instance: gap-dhaka-pdl1
InstanceOf: Gap
Usage: #example
Title: "PD-L1 is missing"
* extension[requirement].valueCoding = $ChecklistItem#nsclc.mol.pdl1 "PD-L1 tumour proportion score (clone stated)"
* identifier[gap].system = $GapId
* identifier[gap].value = "C-2026-7QK2M4XA|nsclc.mol.pdl1"
* status = #preliminary
* code.coding[consilium] = GapCodeCodes#missing-molecular
* severity = #high
* patient = Reference(patient-dhaka)
* identifiedDateTime = "2026-10-07T14:02:00+06:00"
* detail = "No PD-L1 result was found in the records."
