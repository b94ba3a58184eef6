CodeSystem: MessageStateCodes
Id: message-state
Title: "State of a message"
Description: "How far the delivery of a message has got."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/message-state"
* ^content = #complete
* #waiting "Waiting" "To be sent, or to be tried again."
* #sent "Sent" "The receiver has taken it."
* #parked "Parked" "Not taken for 72 hours, or the subscription is in error. Kept until it is tried again."
* #withheld "Withheld" "Not to be sent: the receiver may no longer see what it is about, has no address, or wants no mail."
