Extension: Concordance
Id: concordance
Title: "Concordance"
Description: "How far the opinion agrees with the first opinion, in one aspect."
Context: Composition
* insert Definition
* extension contains
    aspect 1..1 and
    degree 1..1
* extension[aspect] ^short = "What is compared"
* extension[aspect].value[x] 1..1
* extension[aspect].value[x] only code
* extension[aspect].valueCode from ConcordanceAspectValues (required)
* extension[degree] ^short = "How far it agrees"
* extension[degree].value[x] 1..1
* extension[degree].value[x] only code
* extension[degree].valueCode from ConcordanceDegreeValues (required)
