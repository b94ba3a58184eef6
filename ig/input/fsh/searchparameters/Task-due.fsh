Instance: Task-due
InstanceOf: SearchParameter
Usage: #definition
Title: "Due date of a Task"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/SearchParameter/Task-due"
* name = "TaskDue"
* description = "Due date of a Task: the end of the period of its restriction. FHIR R4 has no search parameter for it. A search by the whole period would find with lt what began, not what was due, before a day. Task?due=lt2026-12-01 finds what was due before that day."
* code = #due
* base = #Task
* type = #date
* expression = "Task.restriction.period.end"
* xpathUsage = #normal
* comparator[+] = #eq
* comparator[+] = #lt
* comparator[+] = #le
* comparator[+] = #gt
* comparator[+] = #ge
