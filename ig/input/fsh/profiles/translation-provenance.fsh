Profile: TranslationProvenance
Parent: Provenance
Id: translation-provenance
Title: "Provenance of a translation"
Description: "Who translated a record, how, and who verified it. The verifier is added later and is another person."
* insert Definition
* obeys translation-provenance-1
* extension contains TranslationHow named method 1..1
* target only Reference(DocumentReference)
* target ^short = "The translation"
* activity 1..1
* activity = $Lifecycle#transform
* insert SliceByPattern(agent, type)
* agent contains performer 1..* and verifier 0..1
* agent[performer].type = $ProvenanceAgent#performer
* agent[verifier].type = $ProvenanceAgent#verifier
* entity 1..1
* entity.role = #source
* entity.what only Reference(DocumentReference)
* entity.what ^short = "The original"

Invariant: translation-provenance-1
Description: "Whoever verifies a translation did not make it."
Severity: #error
Expression: "agent.where(type.coding.where(code = 'performer').exists()).who.reference.intersect(agent.where(type.coding.where(code = 'verifier').exists()).who.reference).empty()"
