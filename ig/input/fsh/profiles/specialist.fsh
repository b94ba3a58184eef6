Profile: Specialist
Parent: PractitionerRole
Id: specialist
Title: "Specialist"
Description: "A specialist at a centre. Meets https://profiles.ihe.net/ITI/mCSD/StructureDefinition/IHE.mCSD.PractitionerRole."
* insert Definition
* practitioner 1..1
* organization 1..1
* code 1..*
* specialty 1..*
* specialty from SpecialtyValues (extensible)
