Instance: patient-nairobi
InstanceOf: CasePatient
Usage: #example
Title: "Patient from Nairobi"
* language = #en
* identifier.system = "https://hospital-nairobi.test/mrn"
* identifier.value = "KNH-2291847"
* name.family = "Otieno"
* name.given[+] = "Amina"
* name.given[+] = "Wanjiru"
* gender = #female
* birthDate = "1978-03-14"
* address.city = "Nairobi"
* address.country = "KE"
* communication[+].language = $BCP47#sw "Swahili"
* communication[=].preferred = true
* communication[+].language = $BCP47#en "English"
