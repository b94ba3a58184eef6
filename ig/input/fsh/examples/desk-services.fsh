Instance: desk-services
InstanceOf: DeskService
Usage: #example
Title: "Price list of the coordination desk"
* active = true
* providedBy = Reference(coordination)
* type[coordination] = RequestCategoryCodes#coordination
* name = "Coordination, translation and interpreting"
* extension[listPrice][+].extension[line].valueCode = #coordination
* extension[listPrice][=].extension[amount].valueMoney.value = 150
* extension[listPrice][=].extension[amount].valueMoney.currency = #EUR
* extension[listPrice][=].extension[date].valueDate = "2026-01-01"
* extension[listPrice][+].extension[line].valueCode = #translation-page
* extension[listPrice][=].extension[amount].valueMoney.value = 18
* extension[listPrice][=].extension[amount].valueMoney.currency = #EUR
* extension[listPrice][=].extension[low].valueMoney.value = 15
* extension[listPrice][=].extension[low].valueMoney.currency = #EUR
* extension[listPrice][=].extension[high].valueMoney.value = 25
* extension[listPrice][=].extension[high].valueMoney.currency = #EUR
* extension[listPrice][=].extension[language].valueCode = #bn
* extension[listPrice][=].extension[date].valueDate = "2026-01-01"
