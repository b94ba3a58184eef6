Profile: SharingConsent
Parent: Consent
Id: sharing-consent
Title: "Sharing consent"
Description: "The patient lets one centre read one package until a date. In the shape of https://profiles.ihe.net/ITI/PCF/StructureDefinition/IHE.PCF.consentIntermediate: exactly one recipient, exactly one thing, an end, and nothing that could widen it. To be a valid PCF consent as well, give performer, organization, source and policy.uri instead of policyRule."
* insert Definition
* obeys sharing-consent-1 and sharing-consent-2
* scope = $ConsentScope#patient-privacy
* insert SliceByPattern(category, $this)
* category contains consent 1..1
* category[consent] = $LOINC#59284-0
* patient 1..1
* dateTime 1..1
* verification 0..0
* provision 1..1
* provision.type 1..1
* provision.type = #permit
* provision.period 1..1
* provision.period.end 1..1
* provision.period.end ^short = "The copy of the centre is to be purged at this time"
* provision.actor 1..1
* provision.actor.role = $ParticipationType#IRCP
* provision.actor.reference only Reference(Organization)
* provision.actor.reference.reference 1..1
* provision.actor.reference ^short = "The centre"
* provision.action 0..0
* provision.securityLabel 0..0
* provision.class 0..0
* provision.code 0..0
* provision.data 1..1
* provision.data.meaning = #instance
* provision.data.reference only Reference(DocumentReference)
* provision.data.reference.reference 1..1
* provision.data.reference ^short = "The package"
* provision.provision 0..0

Invariant: sharing-consent-1
Description: "The recipient is an Organization."
Severity: #error
Expression: "provision.actor.reference.reference.all($this.contains('Organization/') or $this.startsWith('urn:uuid:'))"

Invariant: sharing-consent-2
Description: "The thing shared is a DocumentReference."
Severity: #error
Expression: "provision.data.reference.reference.all($this.contains('DocumentReference/') or $this.startsWith('urn:uuid:'))"
