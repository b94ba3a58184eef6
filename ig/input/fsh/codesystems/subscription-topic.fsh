CodeSystem: SubscriptionTopicCodes
Id: subscription-topic
Title: "Subscription topic"
Description: "What a client can subscribe to. R4 has no SubscriptionTopic: the canonical of a topic is https://w3id.org/consilium/fhir/SubscriptionTopic/[code], it is the criteria of a Subscription (profile subscription), and a server lists those that it offers in its CapabilityStatement, on the resource Subscription."
* insert Definition
* ^caseSensitive = true
* ^valueSet = "https://w3id.org/consilium/fhir/ValueSet/subscription-topic"
* ^content = #complete
* #referral-submitted "Referral submitted" "A referral was handed to a centre. Focus: the referral Task."
* #information-requested "Information requested" "Somebody was asked for something: a Task was opened for a hospital or a patient, or a centre waits for information. Focus: that Task."
* #report-submitted "Report submitted" "A centre handed in a preliminary, final or amended report. Focus: the referral Task."
* #case-stage-changed "Case stage changed" "A case entered another business status. Focus: the Task of the case."
* #package-withdrawn "Package withdrawn" "A centre may no longer read a package: the case or the consent was withdrawn, or the referral cancelled. Focus: the referral Task, which can no longer be read either."
