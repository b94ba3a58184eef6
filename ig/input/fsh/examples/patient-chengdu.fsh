Instance: patient-chengdu
InstanceOf: CasePatient
Usage: #example
Title: "Patient from Chengdu"
* language = #zh-Hans
* identifier.system = "https://hospital-chengdu.test/mrn"
* identifier.value = "WCH-5520931"
* name.text = "陈国强"
* name.family = "陈"
* name.given = "国强"
* gender = #male
* birthDate = "1958-05-09"
* address.city = "Chengdu"
* address.country = "CN"
* communication.language = $BCP47#zh-Hans "Chinese, simplified"
* communication.preferred = true
