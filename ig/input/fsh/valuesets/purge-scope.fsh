ValueSet: PurgeScopeValues
Id: purge-scope
Title: "Purge scope"
Description: "All codes of the code system purge-scope."
* insert Definition
* include codes from system PurgeScopeCodes
