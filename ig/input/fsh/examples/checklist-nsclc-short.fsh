Instance: checklist-nsclc-short
InstanceOf: RecordsChecklist
Usage: #example
Title: "Two items of a checklist"
* url = "https://w3id.org/consilium/fhir/PlanDefinition/checklist-nsclc-short"
* version = "0.1.0"
* name = "ChecklistNsclcShort"
* title = "Two items of the checklist for non-small cell lung cancer"
* status = #draft
* experimental = true
* type = $PlanType#clinical-protocol
* action[+].extension[strength].valueCode = #required
* action[=].extension[remedy].valueCode = #pathology-department
* action[=].title = "Pathology report of the primary diagnosis"
* action[=].code = $ChecklistItem#nsclc.path.report
* action[=].input.type = #DiagnosticReport
* action[=].input.codeFilter.path = "code"
* action[=].input.codeFilter.code = $LOINC#11526-1
* action[+].extension[strength].valueCode = #required
* action[=].extension[remedy].valueCode = #molecular-laboratory
* action[=].title = "PD-L1 tumour proportion score"
* action[=].code = $ChecklistItem#nsclc.mol.pdl1
* action[=].input.type = #Observation
* action[=].input.codeFilter.path = "code"
* action[=].input.codeFilter.code[+] = $LOINC#83052-1
* action[=].input.codeFilter.code[+] = $LOINC#83055-4
