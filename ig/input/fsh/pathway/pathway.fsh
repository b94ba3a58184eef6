Instance: pathway
InstanceOf: Pathway
Usage: #definition
Title: "Pathway of a second opinion"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/PlanDefinition/pathway"
* name = "SecondOpinionPathway"
* title = "Pathway of a second opinion"
* description = "The eight stages of a second opinion, from the enquiry to the erasure of the records. Times allowed are proposed defaults."

* insert Stage(stage-1, 1, [[Enquiry and options]])
* insert StageTask(assess-case, [[Assess the case]], must, coordinator)
* insert OpenedAt(enquiry-submitted)
* insert Within(1, [[business day]])
* insert ClosesTo(options-offered)
* insert StageTask(choose-option, [[Choose an option]], must, patient)
* insert ByPatient
* insert OpenedAt(options-offered)
* insert Within(20, [[business days]])
* insert ClosesTo(collecting-records)

* insert Stage(stage-2, 2, [[Collecting records]])
* insert StageTask(collect-record, [[Collect the records]], must, hospital)
* insert OpenedAt(collecting-records)
* insert Within(10, [[business days]])
* insert ClosesTo(records-review)
* insert StageTask(complete-questionnaire, [[Complete the intake form]], could, patient)
* insert ByPatient
* insert OpenedAt(collecting-records)
* insert Within(10, [[business days]])
* insert StageTask(sign-release, [[Sign the release letter]], could, patient)
* insert ByPatient
* insert OpenedAt(collecting-records)
* insert Within(10, [[business days]])
* insert StageTask(data-request, [[Request data from the hospital system]], could, hospital)
* insert OpenedAt(collecting-records)
* insert Within(10, [[business days]])

* insert Stage(stage-3, 3, [[Reviewing records]])
* insert StageTask(review-records, [[Review the records]], must, coordinator)
* insert OpenedAt(records-review)
* insert Within(2, [[business days]])
* insert ClosesTo(translating)
* insert StageTask(supply-missing, [[Supply missing items]], could, patient)
* insert ByPatient
* insert OpenedAt(gaps-requested)
* insert Within(5, [[business days]])
* insert ClosesTo(records-review)

* insert Stage(stage-4, 4, [[Translation]])
* insert StageTask(translate, [[Translate a record]], must, translator)
* insert OpenedAt(translating)
* insert Within(3, [[business days]])
* action[=].action[=].cardinalityBehavior = #multiple
* insert StageTask(verify-translation, [[Verify a translation]], must, translator)
* insert OpenedAfter(translate)
* insert Within(1, [[business day]])
* action[=].action[=].cardinalityBehavior = #multiple
* insert ClosesTo(matching)

* insert Stage(stage-5, 5, [[Centre and consent]])
* insert StageTask(match-centre, [[Choose the centre]], must, coordinator)
* insert OpenedAt(matching)
* insert Within(1, [[business day]])
* insert ClosesTo(awaiting-consent)
* insert StageTask(approve-sharing, [[Approve sharing]], must, patient)
* insert ByPatient
* insert OpenedAt(awaiting-consent)
* insert Within(2, [[business days]])

* insert Stage(stage-6, 6, [[Review at the centre]])
* insert StageTask(referral, [[Give the second opinion]], must, centre)
* insert OpenedAt(submitted)
* insert Within(10, [[business days]])
* insert ClosesTo(report-received)
* insert StageTask(chase, [[Chase the centre]], could, coordinator)
* insert OpenedAt(under-review)
* insert Within(1, [[business day]])

* insert Stage(stage-7, 7, [[Report and delivery]])
* insert StageTask(translate-report, [[Translate the report]], must, translator)
* insert OpenedAt(report-received)
* insert Within(2, [[business days]])
* insert StageTask(verify-report-translation, [[Verify the translation of the report]], must, translator)
* insert OpenedAfter(translate-report)
* insert Within(1, [[business day]])
* insert ClosesTo(report-qa)
* insert StageTask(qa-report, [[Review the quality of the report]], must, coordinator)
* insert OpenedAt(report-qa)
* insert Within(1, [[business day]])
* insert StageTask(deliver-report, [[Deliver the report]], must, coordinator)
* insert OpenedAfter(qa-report)
* insert Within(1, [[business day]])
* insert ClosesTo(delivered)
* insert StageTask(hold-teleconsult, [[Hold a teleconsultation]], could, centre)
* insert OpenedAt(delivered)
* insert Within(10, [[business days]])

* insert Stage(stage-8, 8, [[Follow-up and closure]])
* action[=].timingDuration = 30 'd' "calendar days"
* insert StageTask(follow-up-question, [[Answer a follow-up question]], could, centre)
* insert OpenedAt(follow-up)
* insert Within(5, [[business days]])
* insert StageTask(inform-oncologist, [[Inform the treating oncologist]], could, coordinator)
* insert OpenedAt(follow-up)
* insert Within(5, [[business days]])
* insert StageTask(insurance-document, [[Write an insurance document]], could, coordinator)
* insert OpenedAt(follow-up)
* insert Within(5, [[business days]])
* insert StageTask(treatment-transition, [[Arrange treatment]], could, coordinator)
* insert OpenedAt(follow-up)
* insert Within(5, [[business days]])
* insert StageTask(purge, [[Purge the records]], could, admin)
* insert OpenedAt(closed)
* insert ClosesTo(purged)
