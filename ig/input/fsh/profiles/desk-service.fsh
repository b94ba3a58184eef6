Profile: DeskService
Parent: HealthcareService
Id: desk-service
Title: "Desk service"
Description: "What the coordination desk itself does for a case, with its price list: translation by page and language, interpreting, coordination."
* insert Definition
* extension contains ListPrice named listPrice 1..*
* active 1..1
* providedBy 1..1
* providedBy only Reference(Organization)
* insert SliceByPattern(type, $this)
* type contains coordination 1..1
* type[coordination] = RequestCategoryCodes#coordination
* name 1..1
