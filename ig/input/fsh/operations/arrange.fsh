Instance: arrange
InstanceOf: OperationDefinition
Usage: #definition
Title: "Arrange what follows the opinion"
* insert OperationHeader(arrange, Instance, Task, true)
* name = "Arrange"
* description = "Opens a Task that is done on demand after delivery: a talk with the specialist, a letter to the treating oncologist, a document for the insurer, the transition to treatment at the centre."
* comment = "Invoked on the case-task once the opinion is delivered. Asked twice, the Task that is open comes back."
* insert Parameter(what, in, 1, 1, code, [[hold-teleconsult, inform-oncologist, insurance-document or treatment-transition.]])
* insert Parameter(recipient, in, 0, 1, Reference, [[With inform-oncologist: who gets the letter beside the patient. The patient or a proxy only.]])
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/Organization"
* insert Parameter(language, in, 0, 1, code, [[Language of the document (BCP 47). English for a letter to an oncologist, else the preferred language of the patient, when absent.]])
* insert Parameter(return, out, 1, 1, Task, [[The Task.]])
