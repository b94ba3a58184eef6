Instance: subscription-heidelberg
InstanceOf: TopicSubscription
Usage: #example
Title: "Subscription of the centre to its referrals"
* status = #requested
* reason = "Tell our tumour board office of new referrals"
* criteria = "https://w3id.org/consilium/fhir/SubscriptionTopic/referral-submitted"
* criteria.extension[filterCriteria].valueString = "Task?business-status=submitted"
* channel.type = #rest-hook
* channel.endpoint = "https://centre-heidelberg.test/fhir/notify"
* channel.header = "Authorization: Bearer kept-by-the-server-and-never-shown"
* channel.payload = #application/fhir+json
* channel.payload.extension[content].valueCode = #id-only
* channel.extension[heartbeatPeriod].valueUnsignedInt = 3600
* channel.extension[timeout].valueUnsignedInt = 10
* channel.extension[maxCount].valuePositiveInt = 1
