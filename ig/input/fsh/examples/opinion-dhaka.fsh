Instance: opinion-dhaka
InstanceOf: OpinionReport
Usage: #example
Title: "Opinion of the centre"
* extension[concordance][+].extension[aspect].valueCode = #diagnosis
* extension[concordance][=].extension[degree].valueCode = #same
* extension[concordance][+].extension[aspect].valueCode = #stage
* extension[concordance][=].extension[degree].valueCode = #minor
* extension[concordance][+].extension[aspect].valueCode = #treatment
* extension[concordance][=].extension[degree].valueCode = #major
* language = #en
* status = #final
* type = $LOINC#34805-2
* subject = Reference(patient-dhaka)
* date = "2026-10-28T15:00:00+01:00"
* author = Reference(specialist-heidelberg)
* title = "Second opinion"
* section[+].extension[answersQuestion].valuePositiveInt = 1
* section[=].title = "First line"
* section[=].text.status = #additional
* section[=].text.div = "<div xmlns='http://www.w3.org/1999/xhtml'>With pleural disease and good performance status we favour osimertinib with platinum and pemetrexed.</div>"
* section[=].entry = Reference(recommendations-dhaka)
* section[+].extension[answersQuestion].valuePositiveInt = 2
* section[=].title = "Adrenal nodule"
* section[=].text.status = #additional
* section[=].text.div = "<div xmlns='http://www.w3.org/1999/xhtml'>No biopsy now: it would not change treatment. Compare at the first restaging.</div>"
