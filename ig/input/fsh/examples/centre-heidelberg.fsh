Instance: centre-heidelberg
InstanceOf: Centre
Usage: #example
Title: "Centre in Heidelberg"
* active = true
* type[provider] = $OrganizationType#prov
* name = "Thoracic Oncology Centre Heidelberg"
* telecom.system = #email
* telecom.value = "second-opinion@centre-heidelberg.test"
* telecom.extension[NoMail].valueBoolean = false
* address.city = "Heidelberg"
* address.country = "DE"
* endpoint = Reference(endpoint-heidelberg)
