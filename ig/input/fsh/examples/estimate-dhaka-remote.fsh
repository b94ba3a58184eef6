Instance: estimate-dhaka-remote
InstanceOf: CostEstimate
Usage: #example
Title: "Estimate of a remote opinion"
* extension[costRange].extension[low].valueMoney.value = 1110
* extension[costRange].extension[low].valueMoney.currency = #EUR
* extension[costRange].extension[high].valueMoney.value = 1350
* extension[costRange].extension[high].valueMoney.currency = #EUR
* extension[validity].valuePeriod.start = "2026-10-06"
* extension[validity].valuePeriod.end = "2026-11-05"
* extension[deliveryMode].valueCode = #remote
* extension[exchangeRate].extension[from].valueCode = #INR
* extension[exchangeRate].extension[to].valueCode = #EUR
* extension[exchangeRate].extension[value].valueDecimal = 0.0103
* extension[exchangeRate].extension[date].valueDate = "2026-10-05"
* status = #active
* type = $ClaimType#professional
* use = #predetermination
* patient = Reference(patient-dhaka)
* created = "2026-10-06"
* provider = Reference(centre-heidelberg)
* priority = $Priority#normal
* insurance.sequence = 1
* insurance.focal = true
* insurance.coverage = Reference(selfpay-dhaka)
* item[+].sequence = 1
* item[=].productOrService = CostLineCodes#review
* item[=].net.value = 780
* item[=].net.currency = #EUR
* item[+].sequence = 2
* item[=].extension[costRange].extension[low].valueMoney.value = 180
* item[=].extension[costRange].extension[low].valueMoney.currency = #EUR
* item[=].extension[costRange].extension[high].valueMoney.value = 300
* item[=].extension[costRange].extension[high].valueMoney.currency = #EUR
* item[=].productOrService = CostLineCodes#translation-page
* item[=].extension[priceDate].valueDate = "2026-01-01"
* item[=].modifier = $BCP47#bn
* item[=].quantity.value = 12
* item[=].unitPrice.value = 18
* item[=].unitPrice.currency = #EUR
* item[=].net.value = 216
* item[=].net.currency = #EUR
* item[+].sequence = 3
* item[=].productOrService = CostLineCodes#coordination
* item[=].net.value = 150
* item[=].net.currency = #EUR
* total.value = 1146
* total.currency = #EUR
