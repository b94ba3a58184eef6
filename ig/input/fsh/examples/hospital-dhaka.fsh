Instance: hospital-dhaka
InstanceOf: Organization
Usage: #example
Title: "Sending hospital"
* active = true
* type = $OrganizationType#prov
* name = "Dhaka Cancer Hospital"
* address.city = "Dhaka"
* address.country = "BD"
