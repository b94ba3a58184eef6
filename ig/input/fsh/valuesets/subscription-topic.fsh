ValueSet: SubscriptionTopicValues
Id: subscription-topic
Title: "Subscription topic"
Description: "All codes of the code system subscription-topic."
* insert Definition
* include codes from system SubscriptionTopicCodes
