Instance: server
InstanceOf: CapabilityStatement
Usage: #definition
Title: "Consilium server"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/CapabilityStatement/server"
* name = "ConsiliumServer"
* title = "Consilium server"
* description = "What a Consilium server offers. A running server tells its own truth at /metadata; this is what it must at least be able to do."
* kind = #requirements
* fhirVersion = #4.0.1
* format[+] = #json
* format[+] = #xml
* patchFormat[+] = #application/json-patch+json
* patchFormat[+] = #application/fhir+json
* rest.mode = #server
* rest.documentation = "Every request needs a bearer token. Task updates need If-Match. Originals are never changed."
* rest.security.cors = true
* rest.security.service = http://terminology.hl7.org/CodeSystem/restful-security-service#SMART-on-FHIR
* rest.security.description = "SMART App Launch 2.2 (standalone launch) and Backend Services; discovery at .well-known/smart-configuration. A scope never widens what role, case and consent allow."
* rest.interaction[+].code = #transaction
* rest.interaction[+].code = #batch
* rest.operation[+].name = "parked-messages"
* rest.operation[=].definition = "https://w3id.org/consilium/fhir/OperationDefinition/parked-messages"
* rest.operation[+].name = "retry-messages"
* rest.operation[=].definition = "https://w3id.org/consilium/fhir/OperationDefinition/retry-messages"

* insert Served(Patient)
* insert Written
* insert Profiled(patient)
* insert Searched(identifier, token)
* insert Searched(name, string)
* insert Searched(birthdate, date)
* insert OffersBase(everything, Patient-everything)
* insert Offers(access-report, access-report)

* insert Served(ServiceRequest)
* insert Written
* insert Profiled(case-request)
* insert Profiled(referral-request)
* insert Profiled(treatment-proposal)
* insert Searched(identifier, token)
* insert Searched(requisition, token)
* insert Searched(patient, reference)
* insert Searched(status, token)
* insert Searched(category, token)
* insert Searched(performer, reference)
* insert Offers(break-glass, break-glass)
* insert Offers(assess, assess)
* insert Offers(completeness, completeness)
* insert Offers(match, match)
* insert Offers(package, package)
* insert Offers(submit, submit)
* insert Offers(purge, purge)
* insert Offers(legal-hold, legal-hold)

* insert Served(Task)
* rest.resource[=].versioning = #versioned-update
* rest.resource[=].interaction[+].code = #update
* rest.resource[=].interaction[+].code = #patch
* rest.resource[=].interaction[=].documentation = "Only transitions that the workflow allows to the caller; a refusal lists the legal ones."
* insert Profiled(case-task)
* insert Profiled(referral-task)
* insert Profiled(work-task)
* insert Profiled(information-request)
* insert Searched(identifier, token)
* insert Searched(group-identifier, token)
* insert Searched(patient, reference)
* insert Searched(owner, reference)
* insert Searched(status, token)
* insert Searched(business-status, token)
* insert Searched(code, token)
* insert Searched(focus, reference)
* insert Searched(part-of, reference)
* insert SearchedBy(due, date, Task-due)
* insert Offers(overdue, overdue)
* insert Offers(request-missing, request-missing)
* insert Offers(submit-report, submit-report)
* insert Offers(deliver, deliver)
* insert Offers(follow-up-question, follow-up-question)
* insert Offers(arrange, arrange)

* insert Served(DocumentReference)
* insert Written
* insert Profiled(record)
* insert Profiled(translation)
* insert Profiled(package)
* insert Searched(identifier, token)
* insert Searched(patient, reference)
* insert Searched(type, token)
* insert Searched(status, token)
* insert Searched(related, reference)
* insert Searched(relatesto, reference)
* insert Searched(relation, token)
* insert SearchedBy(sha256, token, DocumentReference-sha256)

* insert Served(Binary)
* insert Written

* insert Served(Provenance)
* insert Written
* insert Profiled(translation-provenance)
* insert Searched(target, reference)
* insert Searched(agent, reference)
* insert Searched(patient, reference)

* insert Served(ImagingStudy)
* insert Written
* insert Profiled(imaging-study)
* insert Searched(identifier, token)
* insert Searched(patient, reference)
* insert Searched(modality, token)
* insert Searched(started, date)

* insert Served(DetectedIssue)
* insert Written
* insert Profiled(gap)
* insert Searched(identifier, token)
* insert Searched(patient, reference)
* insert Searched(code, token)
* insert SearchedBy(requirement, token, DetectedIssue-requirement)

* insert Served(RequestGroup)
* insert Written
* insert Profiled(options)
* insert Searched(patient, reference)
* insert Searched(status, token)
* insert Searched(intent, token)

* insert Served(Claim)
* insert Written
* insert Profiled(cost-estimate)
* insert Profiled(cost-statement)
* insert Searched(patient, reference)
* insert Searched(use, token)
* insert Searched(created, date)
* insert Offers(estimate, estimate)

* insert Served(HealthcareService)
* insert Written
* insert Profiled(review-service)
* insert Profiled(desk-service)
* insert Searched(organization, reference)
* insert Searched(specialty, token)
* insert Searched(active, token)
* insert SearchedBy(tumour-type, token, HealthcareService-tumour-type)

* insert Served(Organization)
* insert Written
* insert Profiled(centre)
* insert Searched(identifier, token)
* insert Searched(name, string)
* insert Searched(type, token)
* insert Searched(address-country, string)
* insert Searched(active, token)
* insert Offers(load-directory, load-directory)

* insert Served(Practitioner)
* insert Written
* insert Searched(identifier, token)
* insert Searched(name, string)

* insert Served(PractitionerRole)
* insert Written
* insert Profiled(specialist)
* insert Searched(practitioner, reference)
* insert Searched(organization, reference)
* insert Searched(specialty, token)

* insert Served(RelatedPerson)
* insert Written
* insert Searched(patient, reference)
* insert Searched(identifier, token)

* insert Served(Endpoint)
* insert Written
* insert Profiled(endpoint)
* insert Searched(organization, reference)
* insert Searched(connection-type, token)
* insert Searched(status, token)

* rest.resource[+].type = #Measure
* insert Offers(evaluate-measure, evaluate-measure)

* insert Served(MeasureReport)
* insert Written
* insert Profiled(volume-report)
* insert Profiled(turnaround-report)
* insert Searched(reporter, reference)
* insert Searched(measure, reference)
* insert Searched(period, date)

* insert Served(Composition)
* insert Written
* insert Profiled(referral-brief)
* insert Profiled(opinion-report)
* insert Searched(identifier, token)
* insert Searched(patient, reference)
* insert Searched(type, token)
* insert Searched(status, token)

* insert Served(Bundle)
* insert Written
* insert Profiled(referral-package)
* insert Profiled(opinion-package)
* insert Searched(identifier, token)
* insert Searched(type, token)

* insert Served(Consent)
* insert Written
* insert Profiled(sharing-consent)
* insert Searched(patient, reference)
* insert Searched(status, token)
* insert Searched(actor, reference)
* insert Searched(data, reference)
* insert Searched(period, date)

* insert Served(CarePlan)
* insert Written
* insert Profiled(recommendations)
* insert Searched(patient, reference)
* insert Searched(intent, token)
* insert Searched(status, token)

* insert Served(Communication)
* insert Written
* insert Profiled(message)
* insert Searched(patient, reference)
* insert Searched(category, token)
* insert Searched(part-of, reference)
* insert Searched(recipient, reference)
* insert Searched(sent, date)

* insert Served(Appointment)
* insert Written
* insert Profiled(teleconsult)
* insert Searched(patient, reference)
* insert Searched(date, date)
* insert Searched(based-on, reference)
* insert Searched(status, token)

* insert Served(PlanDefinition)
* insert Profiled(pathway)
* insert Profiled(records-checklist)
* insert Searched(url, uri)
* insert Searched(identifier, token)
* insert Searched(status, token)

* insert Served(Condition)
* insert Written
* insert Searched(patient, reference)
* insert Searched(code, token)
* insert Searched(identifier, token)

* insert Served(Observation)
* insert Written
* insert Searched(patient, reference)
* insert Searched(code, token)
* insert Searched(category, token)
* insert Searched(date, date)
* insert Searched(identifier, token)

* insert Served(DiagnosticReport)
* insert Written
* insert Searched(patient, reference)
* insert Searched(code, token)
* insert Searched(category, token)
* insert Searched(date, date)
* insert Searched(identifier, token)

* insert Served(Procedure)
* insert Written
* insert Searched(patient, reference)
* insert Searched(code, token)
* insert Searched(date, date)

* insert Served(MedicationRequest)
* insert Written
* insert Searched(patient, reference)
* insert Searched(code, token)
* insert Searched(status, token)

* insert Served(MedicationStatement)
* insert Written
* insert Searched(patient, reference)
* insert Searched(code, token)
* insert Searched(status, token)

* insert Served(MedicationAdministration)
* insert Written
* insert Searched(patient, reference)
* insert Searched(code, token)
* insert Searched(status, token)

* insert Served(AllergyIntolerance)
* insert Written
* insert Searched(patient, reference)
* insert Searched(code, token)

* insert Served(Specimen)
* insert Written
* insert Searched(patient, reference)
* insert Searched(type, token)
* insert Searched(identifier, token)

* insert Served(Coverage)
* insert Written
* insert Searched(patient, reference)
* insert Searched(type, token)

* insert Served(List)
* insert Written
* insert Searched(patient, reference)
* insert Searched(code, token)
* insert Searched(identifier, token)

* insert Served(Location)
* insert Written
* insert Searched(identifier, token)
* insert Searched(name, string)

* insert Served(Questionnaire)
* insert Searched(url, uri)
* insert Searched(status, token)

* insert Served(QuestionnaireResponse)
* insert Written
* insert Searched(patient, reference)
* insert Searched(questionnaire, reference)
* insert Searched(based-on, reference)

* insert Served(Subscription)
* rest.resource[=].extension[+].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"
* rest.resource[=].extension[=].valueCanonical = "https://w3id.org/consilium/fhir/SubscriptionTopic/referral-submitted"
* rest.resource[=].extension[+].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"
* rest.resource[=].extension[=].valueCanonical = "https://w3id.org/consilium/fhir/SubscriptionTopic/information-requested"
* rest.resource[=].extension[+].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"
* rest.resource[=].extension[=].valueCanonical = "https://w3id.org/consilium/fhir/SubscriptionTopic/report-submitted"
* rest.resource[=].extension[+].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"
* rest.resource[=].extension[=].valueCanonical = "https://w3id.org/consilium/fhir/SubscriptionTopic/case-stage-changed"
* rest.resource[=].extension[+].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"
* rest.resource[=].extension[=].valueCanonical = "https://w3id.org/consilium/fhir/SubscriptionTopic/package-withdrawn"
* insert Written
* insert Profiled(subscription)
* insert Searched(status, token)
* insert Searched(criteria, string)
* rest.resource[=].operation[+].name = "status"
* rest.resource[=].operation[=].definition = "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-status"
* rest.resource[=].operation[+].name = "events"
* rest.resource[=].operation[=].definition = "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-events"

// Told out of the audit trail, where nothing has versions.
* rest.resource[+].type = #AuditEvent
* rest.resource[=].interaction[+].code = #read
* rest.resource[=].interaction[+].code = #search-type
* insert Searched(patient, reference)
* insert Searched(date, date)
* insert Searched(agent, reference)
* insert Searched(entity, reference)
* insert Offers(verify-trail, verify-trail)
* insert Offers(emergencies, emergencies)
* insert Offers(review-emergency, review-emergency)
