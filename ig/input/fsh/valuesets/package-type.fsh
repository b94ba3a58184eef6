ValueSet: PackageTypeValues
Id: package-type
Title: "Package type"
Description: "LOINC type of a frozen package: the referral that goes out or the opinion that comes back."
* insert Definition
* $LOINC#57149-7 "Oncology Referral note"
* $LOINC#34805-2 "Oncology Consult note"
