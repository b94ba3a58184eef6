Extension: ListPrice
Id: list-price
Title: "List price"
Description: "A line of a price list. A line may stand there once for each currency, language or delivery mode. Where several hold, the one that names the language and the mode wins, then the latest date."
Context: HealthcareService
* insert Definition
* extension contains
    line 1..1 and
    amount 1..1 and
    low 0..1 and
    high 0..1 and
    language 0..1 and
    mode 0..1 and
    date 0..1
* extension[line] ^short = "What the price is for"
* extension[line].value[x] 1..1
* extension[line].value[x] only code
* extension[line].valueCode from CostLineValues (required)
* extension[amount] ^short = "Usual price"
* insert MoneyPart(amount)
* extension[low] ^short = "Lowest price to expect; the usual one when absent"
* insert MoneyPart(low)
* extension[high] ^short = "Highest price to expect; the usual one when absent"
* insert MoneyPart(high)
* extension[language] ^short = "Language that is translated or interpreted (BCP 47), in whatever script and region unless another line names them; any when absent"
* extension[language].value[x] 1..1
* extension[language].value[x] only code
* extension[mode] ^short = "Delivery mode; any when absent"
* extension[mode].value[x] 1..1
* extension[mode].value[x] only code
* extension[mode].valueCode from DeliveryModeValues (required)
* extension[date] ^short = "Date from which the price holds"
* extension[date].value[x] 1..1
* extension[date].value[x] only date
