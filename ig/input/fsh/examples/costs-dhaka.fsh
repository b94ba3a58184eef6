Instance: costs-dhaka
InstanceOf: CostStatement
Usage: #example
Title: "Cost statement for the insurer"
* status = #active
* type = $ClaimType#professional
* use = #claim
* patient = Reference(patient-dhaka)
* billablePeriod.start = "2026-10-05"
* billablePeriod.end = "2026-11-03"
* created = "2026-11-20"
* provider = Reference(coordination)
* priority = $Priority#normal
* related.claim = Reference(estimate-dhaka-remote)
* careTeam.sequence = 1
* careTeam.provider = Reference(centre-heidelberg)
* insurance.sequence = 1
* insurance.focal = true
* insurance.coverage = Reference(selfpay-dhaka)
* item.sequence = 1
* item.careTeamSequence = 1
* item.productOrService = CostLineCodes#review
* item.servicedDate = "2026-11-03"
* item.net.value = 780
* item.net.currency = #EUR
* total.value = 780
* total.currency = #EUR
