Instance: chase-ladder
InstanceOf: PlanDefinition
Usage: #definition
Title: "Chase ladder"
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/PlanDefinition/chase-ladder"
* name = "ChaseLadder"
* title = "Chase ladder"
* description = "What is done about a Task that is due soon or late. Each action is a ladder: its triggers name the Tasks that it is for (task.<code>), a phase of one (referral.submitted, referral.accepted), a business status of the case (case.<status>) or the review of an emergency (emergency.declared), which is no Task; task alone is every other Task that has a due date. Each action within it is a step: its code says what is done, its related action when, in business days after the start of the clock (after-start) or before or after the due date (before-end, after-end). A timingDuration is the time allowed where the pathway does not give it. Every step of a Task is taken once."
* type = http://terminology.hl7.org/CodeSystem/plan-definition-type#eca-rule

* insert Ladder(any, task, [[Any other Task]])
* insert Step(any, reminder, before-end, 1)
* insert Step(any, escalation, after-end, 0)
* insert Step(any, call, after-end, 2)

* insert Ladder(acceptance, referral.submitted, [[A centre is to accept or decline]])
* insert LadderTime(2, [[business days]])
* insert Step(acceptance, reminder, before-end, 1)
* insert Step(acceptance, escalation, after-end, 0)
* insert Step(acceptance, call, after-end, 2)
* insert Step(acceptance, re-match, after-end, 5)

* insert Ladder(opinion, referral.accepted, [[A centre works on its opinion]])
* insert Step(opinion, reminder, before-end, 1)
* insert Step(opinion, escalation, after-end, 0)
* insert Step(opinion, call, after-end, 2)
* insert Step(opinion, re-match, after-end, 5)

* insert Ladder(choice, task.choose-option, [[The patient is to choose an option]])
* insert Step(choice, reminder, after-start, 5)
* insert Step(choice, close, after-end, 0)

* insert Ladder(collecting, task.collect-record, [[Records are collected]])
* insert Step(collecting, reminder, after-start, 3)
* insert Step(collecting, second-reminder, after-start, 7)
* insert Step(collecting, escalation, after-end, 0)
* insert Step(collecting, call, after-end, 2)

* insert Ladder(consent, task.approve-sharing, [[The patient is to consent]])
* insert Step(consent, reminder, after-start, 2)
* insert Step(consent, call, after-end, 2)

* insert Ladder(calling, task.chase, [[Somebody is to be called]])
* insert Step(calling, escalation, after-end, 0)

* insert Ladder(window, case.follow-up, [[The patient may read the opinion and ask a follow-up question]])
* insert LadderFor(case.delivered)
* insert LadderTime(30, [[calendar days]])
* insert Step(window, close, after-end, 0)

// Access that was no emergency is a breach that may have to be reported within 72 hours (GDPR, article 33): time goes on at night and on Sundays.
* insert Ladder(review, emergency.declared, [[A declared emergency is to be reviewed]])
* insert LadderTime(2, [[calendar days]])
* insert Step(review, reminder, before-end, 1)
* insert Step(review, escalation, after-end, 0)
