ValueSet: ReferralStatusValues
Id: referral-status
Title: "Business status of a referral"
Description: "Business status that a referral Task may have."
* insert Definition
* BusinessStatusCodes#submitted
* BusinessStatusCodes#under-review
* BusinessStatusCodes#package-opened
* BusinessStatusCodes#review-accepted
* BusinessStatusCodes#declined
* BusinessStatusCodes#board-scheduled
* BusinessStatusCodes#multi-specialist
* BusinessStatusCodes#awaiting-information
* BusinessStatusCodes#additional-tests
* BusinessStatusCodes#preliminary-outcome
* BusinessStatusCodes#report-submitted
* BusinessStatusCodes#unable-to-review
* BusinessStatusCodes#cancelled
