ValueSet: CaseRoleValues
Id: case-role
Title: "Case role"
Description: "All codes of the code system case-role."
* insert Definition
* include codes from system CaseRoleCodes
