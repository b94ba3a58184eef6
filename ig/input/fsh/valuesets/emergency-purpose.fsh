ValueSet: EmergencyPurposeValues
Id: emergency-purpose
Title: "Emergency purpose"
Description: "What a case is read for in an emergency: the purposes of use of HL7 that an emergency can have."
* insert Definition
* $ActReason#BTG "break the glass"
* $ActReason#ETREAT "Emergency Treatment"
* $ActReason#ERTREAT "emergency room treatment"
* $ActReason#THREAT "threat"
* $ActReason#DISASTER "disaster"
