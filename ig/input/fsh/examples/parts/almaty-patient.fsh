Instance: almaty-patient
InstanceOf: CasePatient
Usage: #inline
* identifier.system = "https://hospital-almaty.test/mrn"
* identifier.value = "ALM-0071532"
* name.text = "Серік Әбенов"
* name.family = "Әбенов"
* name.given = "Серік"
* gender = #male
* birthDate = "1961-07-29"
* communication.language = $BCP47#ru "Russian"
* communication.preferred = true
