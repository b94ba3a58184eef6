Extension: ExchangeRate
Id: exchange-rate
Title: "Exchange rate"
Description: "A rate by which list prices were converted, as it was supplied, with its date."
Context: Claim
* insert Definition
* extension contains
    from 1..1 and
    to 1..1 and
    value 1..1 and
    date 1..1
* extension[from] ^short = "Currency of the list price (ISO 4217)"
* extension[from].value[x] 1..1
* extension[from].value[x] only code
* extension[to] ^short = "Currency of the estimate (ISO 4217)"
* extension[to].value[x] 1..1
* extension[to].value[x] only code
* extension[value] ^short = "Worth of one unit of the first in the second"
* extension[value].value[x] 1..1
* extension[value].value[x] only decimal
* extension[date] ^short = "Day of the rate"
* extension[date].value[x] 1..1
* extension[date].value[x] only date
