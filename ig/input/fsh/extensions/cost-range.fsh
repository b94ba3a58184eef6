Extension: CostRange
Id: cost-range
Title: "Cost range"
Description: "Lowest and highest amount to expect."
Context: Claim, Claim.item
* insert Definition
* extension contains
    low 1..1 and
    high 1..1
* extension[low] ^short = "Lowest amount"
* extension[low].value[x] 1..1
* extension[low].value[x] only Money
* extension[low].valueMoney.value 1..1
* extension[low].valueMoney.currency 1..1
* extension[high] ^short = "Highest amount"
* extension[high].value[x] 1..1
* extension[high].value[x] only Money
* extension[high].valueMoney.value 1..1
* extension[high].valueMoney.currency 1..1
