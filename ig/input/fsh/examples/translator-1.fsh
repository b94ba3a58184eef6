Instance: translator-1
InstanceOf: Practitioner
Usage: #example
Title: "Translator"
* name.text = "Tanvir Ahmed"
* communication = $BCP47#bn "Bengali"
