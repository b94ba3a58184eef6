ValueSet: CaseStatusValues
Id: case-status
Title: "Business status of a case"
Description: "Business status that a case (root Task) may have."
* insert Definition
* BusinessStatusCodes#enquiry-submitted
* BusinessStatusCodes#assessing
* BusinessStatusCodes#options-offered
* BusinessStatusCodes#collecting-records
* BusinessStatusCodes#records-review
* BusinessStatusCodes#gaps-requested
* BusinessStatusCodes#translating
* BusinessStatusCodes#matching
* BusinessStatusCodes#awaiting-consent
* BusinessStatusCodes#submitted
* BusinessStatusCodes#under-review
* BusinessStatusCodes#additional-info
* BusinessStatusCodes#report-received
* BusinessStatusCodes#report-qa
* BusinessStatusCodes#delivered
* BusinessStatusCodes#follow-up
* BusinessStatusCodes#closed
* BusinessStatusCodes#not-suitable
* BusinessStatusCodes#withdrawn
* BusinessStatusCodes#consent-revoked
* BusinessStatusCodes#unfulfillable
* BusinessStatusCodes#purged
