Instance: Task-due
InstanceOf: SearchParameter
Usage: #definition
Title: "Due date of a Task"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/SearchParameter/Task-due"
* name = "TaskDue"
* description = "Due date of a Task: the period of its restriction, of which the end is the due date. FHIR R4 has no search parameter for it. Task?due=lt2026-12-01 finds what was due before that day."
* code = #due
* base = #Task
* type = #date
* expression = "Task.restriction.period"
* xpathUsage = #normal
* comparator[+] = #eq
* comparator[+] = #lt
* comparator[+] = #le
* comparator[+] = #gt
* comparator[+] = #ge
