Instance: practitioner-heidelberg
InstanceOf: Practitioner
Usage: #example
Title: "Thoracic oncologist"
* name.family = "Brandt"
* name.given = "Helene"
* name.prefix = "Prof. Dr."
* communication[+] = $BCP47#de "German"
* communication[+] = $BCP47#en "English"
