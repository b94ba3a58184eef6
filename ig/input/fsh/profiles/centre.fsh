Profile: Centre
Parent: Organization
Id: centre
Title: "Centre"
Description: "A partner centre. Meets https://profiles.ihe.net/ITI/mCSD/StructureDefinition/IHE.mCSD.Organization."
* insert Definition
* active 1..1
* insert SliceByPattern(type, $this)
* type contains provider 1..1
* type[provider] = $OrganizationType#prov
* name 1..1
* address 1..*
* address.country 1..1
