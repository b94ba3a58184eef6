ValueSet: InformationRequestCodeValues
Id: information-request-code
Title: "Information request code"
Description: "Task codes by which a party is asked for information or records."
* insert Definition
* TaskCodeCodes#supply-missing
* TaskCodeCodes#collect-record
