Instance: coordination
InstanceOf: Organization
Usage: #example
Title: "Coordination desk"
* active = true
* name = "Consilium coordination desk"
