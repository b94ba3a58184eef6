CodeSystem: RequirementStatusCodes
Id: requirement-status
Title: "Requirement status"
Description: "How far an item of the checklist is met."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/requirement-status"
* ^content = #complete
* #met "Met" "Evidence was found and accepted."
* #partial "Partly met" "Evidence was found but does not cover the whole item."
* #missing "Missing" "No evidence was found."
* #stale "Too old" "The evidence is older than the item allows."
* #waived "Waived" "A clinical coordinator waived the item with a reason."
* #question "Question" "A fact that decides whether the item applies is not known."
* #illegible "Illegible" "The evidence cannot be read."
* #not-translated "Not translated" "The evidence is not in English and has no verified translation."
