Profile: WorkTask
Parent: Task
Id: work-task
Title: "Work Task"
Description: "One piece of work in a stage of a case. restriction.period.end is the due date (as in Da Vinci CDex); the extension sla holds the clock behind it."
* insert Definition
* extension contains Sla named sla 0..1
* partOf 1..1
* partOf only Reference(Task)
* partOf ^short = "The case Task"
* intent = #order
* code 1..1
* code from TaskCodeValues (required)
* for 1..1
* for only Reference(Patient)
* restriction.period.end ^short = "Due"
* input.type from TaskInputValues (extensible)
* output.type from TaskInputValues (extensible)
