Profile: CentreEndpoint
Parent: Endpoint
Id: endpoint
Title: "Endpoint"
Description: "Where a centre or an image archive is reached. Meets https://profiles.ihe.net/ITI/mCSD/StructureDefinition/IHE.mCSD.Endpoint."
* insert Definition
* managingOrganization 1..1
* managingOrganization only Reference(Organization)
