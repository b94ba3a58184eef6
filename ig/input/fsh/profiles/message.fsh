Profile: Message
Parent: Communication
Id: message
Title: "Message"
Description: "A reminder, a question, an answer or a receipt. Files never travel in a message: they are Task output."
* insert Definition
* obeys message-1
* category 1..*
* subject only Reference(Patient)
* partOf ^short = "The Task that the message is about"

Invariant: message-1
Description: "A message carries text or points at something; it does not carry files."
Severity: #error
Expression: "payload.content.ofType(Attachment).empty()"
