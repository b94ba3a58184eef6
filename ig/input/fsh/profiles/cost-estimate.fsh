Profile: CostEstimate
Parent: Claim
Id: cost-estimate
Title: "Cost estimate"
Description: "Price of one option, line by line, in one currency, after the good faith estimate of Da Vinci PCT (http://hl7.org/fhir/us/davinci-pct/StructureDefinition/davinci-pct-gfe-professional). Patients pay themselves: insurance is a self-pay Coverage (coverage-selfpay#pay), because Claim asks for one."
* insert Definition
* extension contains
    CostRange named costRange 0..1 and
    Validity named validity 1..1 and
    OffersMode named deliveryMode 0..1 and
    ExchangeRate named exchangeRate 0..*
* use = #predetermination
* patient only Reference(Patient)
* item 1..*
* item.extension contains
    CostRange named costRange 0..1 and
    PriceDate named priceDate 0..1
* item.productOrService from CostLineValues (required)
* item.modifier ^short = "Language that is translated or interpreted"
* item.net 1..1
* item.net.value 1..1
* item.net.currency 1..1
* total 1..1
* total.value 1..1
* total.currency 1..1
* obeys cost-estimate-1

Invariant: cost-estimate-1
Description: "An estimate is in one currency."
Severity: #error
Expression: "(item.net.currency | total.currency).distinct().count() = 1"
