Instance: verify-trail
InstanceOf: OperationDefinition
Usage: #definition
Title: "Verify the audit trail"
* insert OperationHeader(verify-trail, Type, AuditEvent, false)
* name = "VerifyTrail"
* description = "Reads the chain of hashes of the audit trail from its start and says whether it holds. The head of the chain is worth keeping elsewhere: the next verification finds out when the trail was cut off behind."
* comment = "For auditors. The server does the same once a day, and the command verify-audit without a running server."
* insert Parameter(holds, out, 1, 1, boolean, [[Whether no event was changed, taken out or put in.]])
* insert Parameter(events, out, 1, 1, decimal, [[Events in the chain.]])
* insert Parameter(head, out, 1, 1, string, [[Position and hash of the last link.]])
* insert Parameter(pending, out, 1, 1, decimal, [[Events that wait to be linked.]])
* insert Parameter(fault, out, 0, *, string, [[Where it does not hold; the first twenty.]])
