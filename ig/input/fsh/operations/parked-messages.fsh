Instance: parked-messages
InstanceOf: OperationDefinition
Usage: #definition
Title: "Messages that could not be delivered"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/OperationDefinition/parked-messages"
* kind = #operation
* code = #parked-messages
* affectsState = false
* system = true
* type = false
* instance = false
* name = "ParkedMessages"
* description = "Lists notifications and mails that were not taken for 72 hours and are kept until they are tried again, the oldest first."
* comment = "For coordinators and administrators. Tells to whom, about what kind of event and since when; nothing clinical."
* insert Parameter(recipient, in, 0, 1, string, [[Only those to this recipient, such as Subscription/1 or Patient/2.]])
* insert Parameter(_count, in, 0, 1, integer, [[At most so many; 100 when absent, 1000 at most.]])
* insert Parameter(total, out, 1, 1, integer, [[How many are parked.]])
* insert GroupParameter(message, out, 0, *, [[One message.]])
* insert Part(id, out, 1, 1, string, [[Id of the message; the same in every attempt. A mail has it in its Message-ID.]])
* insert Part(channel, out, 1, 1, code, [[rest-hook or mail.]])
* insert Part(recipient, out, 1, 1, string, [[The Subscription, or whom the mail is for.]])
* insert Part(topic, out, 1, 1, code, [[What it tells of.]])
* insert Part(case, out, 1, 1, string, [[Number of the case.]])
* insert Part(since, out, 1, 1, instant, [[When it was to be sent first.]])
* insert Part(attempts, out, 1, 1, integer, [[How often it was tried.]])
* insert Part(problem, out, 0, 1, string, [[What stood in the way at the last attempt.]])
