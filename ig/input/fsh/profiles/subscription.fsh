Profile: TopicSubscription
Parent: Subscription
Id: subscription
Title: "Subscription"
Description: "A topic-based subscription by REST-hook that gets ids only. Every instance is also one of http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription (Subscriptions R5 Backport 1.1), whose extensions it uses: backport-payload-content on channel.payload, backport-filter-criteria on criteria, backport-heartbeat-period, backport-timeout and backport-max-count on channel."
* insert Definition
* obeys subscription-1
* criteria ^short = "Canonical of the topic, https://w3id.org/consilium/fhir/SubscriptionTopic/[code]"
* criteria ^comment = "May carry backport-filter-criteria: Task?business-status=[code] or Task?group-identifier=[number]; all must hold."
* criteria.extension contains BackportFilterCriteria named filterCriteria 0..*
* channel.type = #rest-hook
* channel.endpoint 1..1
* channel.endpoint ^short = "https, on a host that the operator has listed"
* channel.payload 1..1
* channel.payload = #application/fhir+json
* channel.payload ^short = "With the extension backport-payload-content, id-only"
* channel.payload.extension contains BackportPayloadContent named content 1..1
* channel.payload.extension[content].valueCode = #id-only
* channel.extension contains
    BackportHeartbeatPeriod named heartbeatPeriod 0..1 and
    BackportTimeout named timeout 0..1 and
    BackportMaxCount named maxCount 0..1
* channel.header ^short = "Sent with each notification. Never given back: a read shows [name]: ****"

Invariant: subscription-1
Description: "The criteria is a topic of ours."
Severity: #error
Expression: "criteria.startsWith('https://w3id.org/consilium/fhir/SubscriptionTopic/')"
