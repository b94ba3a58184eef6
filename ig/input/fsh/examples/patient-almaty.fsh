Instance: patient-almaty
InstanceOf: CasePatient
Usage: #example
Title: "Patient from Almaty"
* identifier.system = "https://hospital-almaty.test/mrn"
* identifier.value = "ALM-0071532"
* name.text = "Серік Әбенов"
* name.family = "Әбенов"
* name.given = "Серік"
* gender = #male
* birthDate = "1961-07-29"
* address.city = "Almaty"
* address.country = "KZ"
* communication.language = $BCP47#ru "Russian"
* communication.preferred = true
