Extension: PriceDate
Id: price-date
Title: "Price date"
Description: "Date from which the list price holds that this line was taken from."
Context: Claim.item
* insert Definition
* value[x] only date
* value[x] 1..1
