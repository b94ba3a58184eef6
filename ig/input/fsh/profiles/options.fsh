Profile: Options
Parent: RequestGroup
Id: options
Title: "Options"
Description: "What the patient can choose from: each action is an option (mode and centre) with the Claim that prices it. Draft until the coordinator publishes it."
* insert Definition
* intent = #option
* subject 1..1
* subject only Reference(Patient)
* action 1..*
* action.title 1..1
