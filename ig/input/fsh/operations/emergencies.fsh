Instance: emergencies
InstanceOf: OperationDefinition
Usage: #definition
Title: "List declared emergencies"
* insert OperationHeader(emergencies, Type, AuditEvent, false)
* name = "Emergencies"
* description = "Lists the emergencies that wait for a review, the oldest first, or all, the newest first."
* comment = "For the privacy officer, with the role admin. What was read is found by AuditEvent?entity=BreakGlass/[id]."
* insert Parameter(all, in, 0, 1, boolean, [[Tell those that are reviewed, too. False when absent.]])
* insert Parameter(count, in, 0, 1, integer, [[How many at most, up to 200. Fifty when absent.]])
* insert Parameter(offset, in, 0, 1, integer, [[How many to leave out at the beginning.]])
* insert Parameter(open, out, 1, 1, integer, [[How many wait for a review in all.]])
* insert GroupParameter(emergency, out, 0, *, [[One emergency.]])
* insert Part(id, out, 1, 1, string, [[Of the declaration.]])
* insert Part(declared, out, 1, 1, instant, [[When it was declared.]])
* insert Part(until, out, 1, 1, instant, [[When the access ends or ended by itself.]])
* insert Part(who, out, 1, 1, Reference, [[Who declared it.]])
* insert Part(role, out, 1, 1, code, [[In which role, a code of CodeSystem/case-role.]])
* insert Part(organization, out, 0, 1, Reference, [[For whom that person works.]])
* insert Part(case, out, 1, 1, string, [[Number of the case.]])
* insert Part(patient, out, 1, 1, Reference, [[The Patient.]])
* insert Part(purpose, out, 1, 1, code, [[What the case was read for.]])
* parameter[=].part[=].binding.strength = #required
* parameter[=].part[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/emergency-purpose"
* insert Part(reason, out, 1, 1, string, [[Why, in that person's words.]])
* insert Part(due, out, 0, 1, instant, [[By when it is to be reviewed. Absent when it is.]])
* insert Part(reviewed, out, 0, 1, instant, [[When it was reviewed. Absent while that is open, as are the following.]])
* insert Part(by, out, 0, 1, Reference, [[Who reviewed it.]])
* insert Part(justified, out, 0, 1, boolean, [[Whether it was an emergency.]])
* insert Part(note, out, 0, 1, string, [[Why.]])
