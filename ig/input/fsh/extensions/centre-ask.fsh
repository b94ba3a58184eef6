Extension: CentreAsk
Id: centre-ask
Title: "Asked differently by a centre"
Description: "What a review service asks differently than the checklist of a tumour type, and why, in its own words. It counts for a case whose centre is chosen. An ask that is about one item stands above one for every tumour type, and both above images-later. With neither strength, blocking nor maxAgeDays it is a note to whoever obtains the record. Whether an item applies stays as the checklist says."
Context: HealthcareService
* insert Definition
* obeys ask-1 and ask-2
* extension contains
    requirement 1..1 and
    everyTumourType 0..1 and
    strength 0..1 and
    blocking 0..1 and
    maxAgeDays 0..1 and
    why 1..1
* extension[requirement] ^short = "Item of a checklist"
* extension[requirement].value[x] 1..1
* extension[requirement].value[x] only Coding
* extension[requirement].valueCoding from $ChecklistItemValues (required)
* extension[everyTumourType] ^short = "The same item of every tumour type: what stands after the first dot of its id"
* extension[everyTumourType].value[x] 1..1
* extension[everyTumourType].value[x] only boolean
* extension[strength] ^short = "How much this centre needs it: required or recommended"
* extension[strength].value[x] 1..1
* extension[strength].value[x] only code
* extension[strength].valueCode from RequirementStrengthValues (required)
* extension[blocking] ^short = "Whether this centre takes no case without it"
* extension[blocking].value[x] 1..1
* extension[blocking].value[x] only boolean
* extension[maxAgeDays] ^short = "Greatest age in days that this centre takes, at most 3650"
* extension[maxAgeDays].value[x] 1..1
* extension[maxAgeDays].value[x] only positiveInt
* extension[why] ^short = "Why, as the hospital and the patient will read it"
* extension[why].value[x] 1..1
* extension[why].value[x] only string

Invariant: ask-1
Description: "A centre requires or recommends; whether an item applies is not for it to say."
Severity: #error
Expression: "extension.where(url = 'strength').value.all($this = 'required' or $this = 'recommended')"

Invariant: ask-2
Description: "What a centre only recommends does not block."
Severity: #error
Expression: "extension.where(url = 'strength').value.where($this = 'recommended').exists() implies extension.where(url = 'blocking').value.where($this = true).empty()"
