ValueSet: PackageFormatValues
Id: package-format
Title: "Package format"
Description: "All codes of the code system package-format."
* insert Definition
* include codes from system PackageFormatCodes
