Instance: Condition-asserted-date
InstanceOf: SearchParameter
Usage: #definition
Title: "Date a condition was first asserted"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/SearchParameter/Condition-asserted-date"
* name = "ConditionAssertedDate"
* description = "Date a condition was first asserted. FHIR R4 has an extension for it and no search parameter; US Core searches by this one."
* code = #asserted-date
* base = #Condition
* type = #date
* expression = "Condition.extension.where(url = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate').value"
* xpathUsage = #normal
* comparator[+] = #eq
* comparator[+] = #lt
* comparator[+] = #le
* comparator[+] = #gt
* comparator[+] = #ge
