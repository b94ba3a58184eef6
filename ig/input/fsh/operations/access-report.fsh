Instance: access-report
InstanceOf: OperationDefinition
Usage: #definition
Title: "Who looked at a patient's records"
* insert OperationHeader(access-report, Instance, Patient, false)
* name = "AccessReport"
* description = "Says in words who reached for a patient's records, when and why, from the audit trail. What one party did of one kind on one day (UTC) is one entry, the newest first."
* comment = "For the patient, and for the coordination desk that answers for the patient. Auditors search AuditEvent."
* insert Parameter(start, in, 0, 1, dateTime, [[First moment. A year ago when absent.]])
* insert Parameter(end, in, 0, 1, dateTime, [[Moment at which the report ends. Now when absent.]])
* insert Parameter(language, in, 0, 1, code, [[Language of the words, as a BCP 47 tag. English when absent or not there.]])
* insert Parameter(own, in, 0, 1, boolean, [[Tell the patient's own doings, too. False when absent.]])
* insert Parameter(language, out, 1, 1, code, [[Language that the words are in.]])
* insert Parameter(truncated, out, 1, 1, boolean, [[True when there are more than 10 000 events; ask for a shorter time.]])
* insert GroupParameter(entry, out, 0, *, [[Like deeds of one party on one day.]])
* insert Part(first, out, 1, 1, dateTime, [[Moment of the first.]])
* insert Part(last, out, 1, 1, dateTime, [[Moment of the last.]])
* insert Part(who, out, 1, 1, string, [[Name, organization and role.]])
* insert Part(role, out, 0, 1, code, [[Code of the role.]])
* insert Part(party, out, 0, 1, Reference, [[Who.]])
* insert Part(what, out, 1, 1, string, [[What was done, in words.]])
* insert Part(why, out, 0, 1, string, [[For what purpose, in words.]])
* insert Part(records, out, 1, 1, integer, [[How many resources.]])
