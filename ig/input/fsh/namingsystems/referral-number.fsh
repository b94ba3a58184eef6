Instance: referral-number
InstanceOf: NamingSystem
Usage: #definition
Title: "Referral number"
* insert Sid(ReferralNumber, [[R-, the year, - and eight base 32 characters; drawn at random and not derived from the case number]], [[Number of a referral to one centre. Two centres asked about one case have unrelated numbers.]])
* uniqueId.type = #uri
* uniqueId.value = "https://w3id.org/consilium/fhir/sid/referral-number"
* uniqueId.preferred = true
