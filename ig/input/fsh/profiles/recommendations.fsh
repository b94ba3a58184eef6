Profile: Recommendations
Parent: CarePlan
Id: recommendations
Title: "Recommendations"
Description: "What the centre recommends, as proposals with their level of evidence (after the German molecular tumour boards). The treating oncologist decides: nothing here is an order, and the activities referenced are proposals too."
* insert Definition
* intent = #proposal
* subject only Reference(Patient)
* activity 1..*
* activity.extension contains EvidenceLevel named evidenceLevel 0..1
