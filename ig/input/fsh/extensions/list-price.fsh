Extension: ListPrice
Id: list-price
Title: "List price"
Description: "A line of the price list of the centre."
Context: HealthcareService
* insert Definition
* extension contains
    line 1..1 and
    amount 1..1 and
    date 0..1
* extension[line] ^short = "What the price is for"
* extension[line].value[x] 1..1
* extension[line].value[x] only code
* extension[line].valueCode from CostLineValues (required)
* extension[amount] ^short = "Price"
* extension[amount].value[x] 1..1
* extension[amount].value[x] only Money
* extension[amount].valueMoney.value 1..1
* extension[amount].valueMoney.currency 1..1
* extension[date] ^short = "Date from which the price holds"
* extension[date].value[x] 1..1
* extension[date].value[x] only date
