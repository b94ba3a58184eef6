Profile: ReviewService
Parent: HealthcareService
Id: review-service
Title: "Review service"
Description: "The second opinion service of a centre, with what a match and an estimate need. Meets https://profiles.ihe.net/ITI/mCSD/StructureDefinition/IHE.mCSD.HealthcareService. notAvailable are closures: days on which the service does not work at all, which are no business days of its centre. Days without new cases are the extension no-new-cases. What the service asks differently than the checklists stands in centre-ask and images-later."
* insert Definition
* extension contains
    CaseVolume named caseVolume 0..* and
    Turnaround named turnaround 0..1 and
    AcceptsFormat named acceptedFormat 0..* and
    OffersMode named deliveryMode 1..* and
    NoNewCases named noNewCases 0..* and
    ListPrice named listPrice 0..* and
    CentreAsk named asks 0..* and
    ImagesLater named imagesLater 0..1
* active 1..1
* providedBy 1..1
* providedBy only Reference(Organization)
* type 1..*
* name 1..1
* specialty 1..*
* specialty from SpecialtyValues (extensible)
* communication 1..*
