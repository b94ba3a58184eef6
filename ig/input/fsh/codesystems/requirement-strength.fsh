CodeSystem: RequirementStrengthCodes
Id: requirement-strength
Title: "Requirement strength"
Description: "How much an item of the checklist is needed."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/requirement-strength"
* ^content = #complete
* #required "Required" "Without it the case cannot be submitted unless the item is waived."
* #recommended "Recommended" "Improves the opinion; its absence does not hold the case."
* #conditional "Conditional" "Required when the condition of the item holds."
