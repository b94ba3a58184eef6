Instance: patient-dhaka
InstanceOf: CasePatient
Usage: #example
Title: "Patient from Dhaka"
* identifier.system = "https://hospital-dhaka.test/mrn"
* identifier.value = "DMC-88-40127"
* name[+].text = "Rahima Khatun"
* name[=].family = "Khatun"
* name[=].given = "Rahima"
* name[+].text = "রহিমা খাতুন"
* name[=].use = #official
* gender = #female
* birthDate = "1969-11-02"
* address.city = "Dhaka"
* address.country = "BD"
* communication.language = $BCP47#bn "Bengali"
* communication.preferred = true
* extension.url = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
* extension.valueBoolean = true
