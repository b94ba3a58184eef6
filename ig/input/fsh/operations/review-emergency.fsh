Instance: review-emergency
InstanceOf: OperationDefinition
Usage: #definition
Title: "Review an emergency"
* insert OperationHeader(review-emergency, Type, AuditEvent, true)
* name = "ReviewEmergency"
* description = "Records whether a declared emergency was one. A case that waited for this review is closed; where it was no emergency, an access that still runs ends at once."
* comment = "For the privacy officer, a person with the role admin who signed in with a passkey; never for a system, and never for who declared it. A review is recorded once, and is part of the audit trail."
* insert Parameter(id, in, 1, 1, string, [[Of the declaration.]])
* insert Parameter(justified, in, 1, 1, boolean, [[Whether it was an emergency, and no more was read than it asked for.]])
* insert Parameter(note, in, 1, 1, string, [[Why, in ten to 1000 characters.]])
* insert Parameter(reviewed, out, 1, 1, instant, [[When it was recorded.]])
* insert Parameter(by, out, 1, 1, Reference, [[Who reviewed it.]])
* insert Parameter(justified, out, 1, 1, boolean, [[As recorded.]])
