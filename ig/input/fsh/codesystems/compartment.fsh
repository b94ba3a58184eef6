CodeSystem: CompartmentCodes
Id: compartment
Title: "Access compartment"
Description: "Labels in meta.security that the server writes and reads to decide who may see a resource: a kind, a dot and a number or id, such as case.C-2026-7QK2M4XA. Only the kinds are listed here; the labels themselves are made as cases are. Labels in what a client sends are dropped."
* insert Definition
* ^caseSensitive = true
* ^content = #fragment
* #case "Case" "case.<case number>: everything of a case."
* #referral "Referral" "referral.<referral number>: what one centre may see."
* #opinion "Opinion" "opinion.<referral number>: the opinion; the patient gets it at delivery."
* #contributor "Contributor" "contributor.<organization id>: what one hospital sent."
