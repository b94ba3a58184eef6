Instance: retry-messages
InstanceOf: OperationDefinition
Usage: #definition
Title: "Try parked messages again"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/OperationDefinition/retry-messages"
* kind = #operation
* code = #retry-messages
* affectsState = true
* system = true
* type = false
* instance = false
* name = "RetryMessages"
* description = "Puts parked messages back in line, in the order in which they arose, with another 72 hours. Each keeps its id and event number."
* comment = "For coordinators and administrators. Name messages, or a recipient for all of that recipient's; one of the two is needed."
* insert Parameter(id, in, 0, *, string, [[Id of a parked message.]])
* insert Parameter(recipient, in, 0, 1, string, [[All that are parked for this recipient, such as Subscription/1 or Patient/2.]])
* insert Parameter(retried, out, 1, 1, integer, [[How many are back in line.]])
