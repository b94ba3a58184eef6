CodeSystem: ConcordanceDegreeCodes
Id: concordance-degree
Title: "Concordance degree"
Description: "How far the opinion agrees with the first opinion."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/concordance-degree"
* ^content = #complete
* #same "Same" "No difference."
* #minor "Minor change" "A difference that does not change treatment in its essence."
* #major "Major change" "A difference that changes treatment or prognosis."
