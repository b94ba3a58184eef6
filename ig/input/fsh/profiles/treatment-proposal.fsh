Profile: TreatmentProposal
Parent: ServiceRequest
Id: treatment-proposal
Title: "Treatment proposal"
Description: "The proposal that the centre which gave the opinion also treats. A proposal of its own beside the case, which asked for an opinion and no more. What has to be arranged for it are Tasks: travel, visa letter, admission contact."
* insert Definition
* intent = #proposal
* code 1..1
* subject only Reference(Patient)
* requester 1..1
* performer 1..1
* performer only Reference(Organization)
