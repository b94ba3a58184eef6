Instance: translator-2
InstanceOf: Practitioner
Usage: #example
Title: "Second translator"
* name.text = "Nusrat Jahan"
* communication = $BCP47#bn "Bengali"
