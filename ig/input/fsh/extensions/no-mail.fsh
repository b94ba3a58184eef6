Extension: NoMail
Id: no-mail
Title: "No mail"
Description: "True when no mail of the server is wanted at this address. With it on every address of a person or organization they get none."
Context: ContactPoint
* insert Definition
* value[x] 1..1
* value[x] only boolean
