ValueSet: PurgeReasonValues
Id: purge-reason
Title: "Purge reason"
Description: "All codes of the code system purge-reason."
* insert Definition
* include codes from system PurgeReasonCodes
