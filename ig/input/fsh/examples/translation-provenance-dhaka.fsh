Instance: translation-provenance-dhaka
InstanceOf: TranslationProvenance
Usage: #example
Title: "Who translated and who verified"
* extension[method].valueCode = #mt-post-edited
* target = Reference(translation-dhaka-pathology)
* recorded = "2026-10-14T16:20:00+06:00"
* activity = $Lifecycle#transform
* agent[performer].type = $ProvenanceAgent#performer
* agent[performer].who = Reference(Practitioner/translator-1)
* agent[verifier].type = $ProvenanceAgent#verifier
* agent[verifier].who = Reference(Practitioner/translator-2)
* entity.role = #source
* entity.what = Reference(record-dhaka-pathology)
