Instance: centre-heidelberg
InstanceOf: Centre
Usage: #example
Title: "Centre in Heidelberg"
* extension[EncryptionCertificate].valueBase64Binary = "MIIB1DCCAVqgAwIBAgIUV4c+xKuTOvGkJfwzeb6UF5liN7cwCgYIKoZIzj0EAwIwITEfMB0GA1UEAwwWY2VudHJlLWhlaWRlbGJlcmcudGVzdDAeFw0yNjExMjUxOTU1NDdaFw0zNjExMjIxOTU1NDdaMCExHzAdBgNVBAMMFmNlbnRyZS1oZWlkZWxiZXJnLnRlc3QwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAR3iOjorTj9eR2TAEr+VO+aL5iz4yBQkEA+loXeZ1ep2L6Bwhj7o6y5L6DjFYNGcGGF65fviMUIJuwgF8CdDpnrQayN5vxMA6xjeU0XP20tte0SRzScTiXb/hGwraKSWaqjUzBRMB0GA1UdDgQWBBRYDh9TcsC1FY5sZQYisREwiAoOfTAfBgNVHSMEGDAWgBRYDh9TcsC1FY5sZQYisREwiAoOfTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA2gAMGUCMH/udnXKERIXPjzOdCcCRiZyxhh8F3n6E8+FvBrWjO7cqVQ/VUHqAcSCbdxzK6EzIwIxAOJSSr5pcOQvCj8Ur4sfWRzjZJCnhxkRLpL/0yCwqFSu//f3n0iHT2Y3utLfhG5Z2Q=="
* active = true
* type[provider] = $OrganizationType#prov
* name = "Thoracic Oncology Centre Heidelberg"
* telecom.system = #email
* telecom.value = "second-opinion@centre-heidelberg.test"
* telecom.extension[NoMail].valueBoolean = false
* address.city = "Heidelberg"
* address.country = "DE"
* endpoint = Reference(endpoint-heidelberg)
