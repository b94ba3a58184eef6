Instance: submit-report
InstanceOf: OperationDefinition
Usage: #definition
Title: "Submit the report"
* insert OperationHeader(submit-report, Instance, Task, true)
* name = "SubmitReport"
* description = "The centre hands in its opinion. A final report must answer every clinical question and completes the referral; translation and quality review follow. A preliminary report leaves the referral in progress; an amended one replaces a final one."
* comment = "Invoked on the referral-task by the centre that owns it."
* insert Parameter(report, in, 1, 1, Resource, [[A document Bundle whose first entry is a Composition of profile opinion-report, a DocumentReference, or a Binary with a PDF.]])
* insert Parameter(language, in, 1, 1, code, [[Language of the report (BCP 47).]])
* insert Parameter(status, in, 1, 1, code, [[preliminary, final or amended.]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/report-status"
* insert Parameter(return, out, 1, 1, Task, [[The referral Task as it stands now.]])
