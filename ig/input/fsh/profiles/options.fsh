Profile: Options
Parent: RequestGroup
Id: options
Title: "Options"
Description: "What the patient can choose from: each action is an option (mode and centre) with the Claim that prices it. Draft until the coordinator publishes it by setting it active; from then on nothing in it changes. A new set replaces it."
* insert Definition
* extension contains ModeAdvice named modeAdvice 0..*
* intent = #option
* subject 1..1
* subject only Reference(Patient)
* action 1..*
* action.extension contains
    OfferedService named offeredService 0..1 and
    WhyMatched named reason 0..*
* action.title 1..1
* action.code 0..1
* action.code from DeliveryModeValues (required)
* action.resource 1..1
* action.resource only Reference(Claim)
