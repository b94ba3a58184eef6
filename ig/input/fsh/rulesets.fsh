// Header of everything that this package defines. Version and status come from sushi-config.yaml.
RuleSet: Definition
* ^publisher = "Consilium"
* ^experimental = false
* ^date = "2026-11-23"

// The same for definitional resources that are FSH instances.
RuleSet: InstanceDefinition
* status = #active
* experimental = false
* date = "2026-11-23"
* version = "0.1.0"
* publisher = "Consilium"

RuleSet: SliceByPattern(element, path)
* {element} ^slicing.discriminator.type = #pattern
* {element} ^slicing.discriminator.path = "{path}"
* {element} ^slicing.rules = #open

RuleSet: SliceByValue(element, path)
* {element} ^slicing.discriminator.type = #value
* {element} ^slicing.discriminator.path = "{path}"
* {element} ^slicing.rules = #open

// Codes that every Task of a request and its fulfilment carries beside our own code.
RuleSet: FulfilTask(code)
* intent = #order
* code 1..1
* insert SliceByPattern(code.coding, $this)
* code.coding contains fulfill 1..1 and consilium 1..1
* code.coding[fulfill] = $TaskCode#fulfill
* code.coding[consilium] = TaskCodeCodes#{code}

RuleSet: SecondOpinionCategory
* insert SliceByPattern(category, $this)
* category contains secondOpinion 1..1
* category[secondOpinion] = RequestCategoryCodes#second-opinion

RuleSet: OperationHeader(code, scope, resource, affects)
* insert InstanceDefinition
* url = "https://w3id.org/consilium/fhir/OperationDefinition/{code}"
* kind = #operation
* code = #{code}
* affectsState = {affects}
* resource = #{resource}
* system = false
* insert Operation{scope}Level

RuleSet: OperationInstanceLevel
* type = false
* instance = true

RuleSet: OperationTypeLevel
* type = true
* instance = false

RuleSet: Parameter(name, use, min, max, type, documentation)
* parameter[+].name = #{name}
* parameter[=].use = #{use}
* parameter[=].min = {min}
* parameter[=].max = "{max}"
* parameter[=].type = #{type}
* parameter[=].documentation = "{documentation}"

RuleSet: GroupParameter(name, use, min, max, documentation)
* parameter[+].name = #{name}
* parameter[=].use = #{use}
* parameter[=].min = {min}
* parameter[=].max = "{max}"
* parameter[=].documentation = "{documentation}"

RuleSet: Part(name, use, min, max, type, documentation)
* parameter[=].part[+].name = #{name}
* parameter[=].part[=].use = #{use}
* parameter[=].part[=].min = {min}
* parameter[=].part[=].max = "{max}"
* parameter[=].part[=].type = #{type}
* parameter[=].part[=].documentation = "{documentation}"

RuleSet: GroupPart(name, use, min, max, documentation)
* parameter[=].part[+].name = #{name}
* parameter[=].part[=].use = #{use}
* parameter[=].part[=].min = {min}
* parameter[=].part[=].max = "{max}"
* parameter[=].part[=].documentation = "{documentation}"

RuleSet: SubPart(name, use, min, max, type, documentation)
* parameter[=].part[=].part[+].name = #{name}
* parameter[=].part[=].part[=].use = #{use}
* parameter[=].part[=].part[=].min = {min}
* parameter[=].part[=].part[=].max = "{max}"
* parameter[=].part[=].part[=].type = #{type}
* parameter[=].part[=].part[=].documentation = "{documentation}"

RuleSet: TextInLanguage
* insert SubPart(text, out, 1, 1, string, [[In the language of the answer, or in English where there is no translation.]])
* insert SubPart(language, out, 1, 1, code, [[Of this text.]])
* insert SubPart(translation, out, 0, 1, code, [[Whether a person signed the translation off. Absent when the text is English.]])
* parameter[=].part[=].part[=].binding.strength = #required
* parameter[=].part[=].part[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/translation-status"

RuleSet: CompletenessLanguage
* insert Parameter(language, in, 0, 1, code, [[Language in which the caller reads, as a BCP 47 tag. When absent the header Accept-Language counts, then English.]])

RuleSet: Sid(name, title, description)
* name = "{name}"
* status = #active
* kind = #identifier
* date = "2026-11-23"
* publisher = "Consilium"
* description = "{description}"
* usage = "{title}"

RuleSet: CompletenessResult
* insert Parameter(complete, out, 1, 1, boolean, [[True when every required item is met or waived.]])
* insert Parameter(score, out, 1, 1, decimal, [[Share of the applicable items that are met or waived, weighted by strength, from 0 to 1.]])
* insert Parameter(notice, out, 0, *, string, [[What the reader must know: that the checklist is draft content for clinical sign-off, that a translation is a draft, what is not translated.]])
* insert Parameter(language, out, 1, 1, code, [[Language of the texts, as far as they are translated.]])
* insert Parameter(centre, out, 0, 1, Reference, [[The centre that asks. Absent while none is chosen or named: then the checklist counts as it is.]])
* parameter[=].targetProfile = "https://w3id.org/consilium/fhir/StructureDefinition/centre"
* insert GroupParameter(item, out, 0, *, [[One for each item that applies or may apply.]])
* insert Part(requirement, out, 1, 1, Coding, [[The item of the checklist, its label in English.]])
* insert GroupPart(label, out, 1, 1, [[The label for the reader.]])
* insert TextInLanguage
* insert Part(status, out, 1, 1, code, [[How far it is met.]])
* parameter[=].part[=].binding.strength = #required
* parameter[=].part[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/requirement-status"
* insert Part(strength, out, 1, 1, code, [[How much it is needed.]])
* parameter[=].part[=].binding.strength = #required
* parameter[=].part[=].binding.valueSet = "https://w3id.org/consilium/fhir/ValueSet/requirement-strength"
* insert GroupPart(asked, out, 0, 1, [[What the centre asks differently than the checklist, when it does.]])
* insert SubPart(text, out, 1, 1, string, [[What, and why in the words of the centre, in the language of the answer as far as there is one.]])
* insert SubPart(why, out, 1, 1, string, [[Why, in the words of the centre.]])
* insert Part(evidence, out, 0, *, Reference, [[The resources that were taken as evidence.]])
* parameter[=].part[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/Resource"
* insert Part(question, out, 0, *, string, [[What a person has to check on the evidence, because the records do not tell: for images, what the protocol asks for.]])
* insert Part(why, out, 0, 1, string, [[Why the item matters, in English, when it is neither met nor waived.]])
* insert GroupPart(remedy, out, 0, 1, [[How to obtain the record, when the item is neither met nor waived.]])
* insert SubPart(code, out, 1, 1, Coding, [[The text as a code of CodeSystem remedy, its display in English.]])
* insert TextInLanguage
* insert Part(gap, out, 0, 1, DetectedIssue, [[The gap, when the item is not met; its detail says why what was offered is not enough. It has an id when it is stored.]])
* insert Parameter(guidance, out, 1, 1, GuidanceResponse, [[The same for machines: dataRequirement says which data would meet what is open, each with its items in the extension requirement.]])

// The pathway. Tasks stand inside their stage; business days are told by the unit, UCUM has no code for them.
RuleSet: Stage(id, prefix, title)
* action[+].id = "{id}"
* action[=].prefix = "{prefix}"
* action[=].title = "{title}"

RuleSet: StageTask(code, title, required, role)
* action[=].action[+].id = "{code}"
* action[=].action[=].title = "{title}"
* action[=].action[=].code = TaskCodeCodes#{code}
* action[=].action[=].requiredBehavior = #{required}
* action[=].action[=].participant.type = #practitioner
* action[=].action[=].participant.role = CaseRoleCodes#{role}

RuleSet: ByPatient
* action[=].action[=].participant.type = #patient

RuleSet: OpenedAt(status)
* action[=].action[=].trigger.type = #named-event
* action[=].action[=].trigger.name = "case.{status}"

RuleSet: OpenedOn(event)
* action[=].action[=].trigger.type = #named-event
* action[=].action[=].trigger.name = "{event}"

RuleSet: OpenedAfter(previous)
* action[=].action[=].relatedAction.actionId = "{previous}"
* action[=].action[=].relatedAction.relationship = #after-end

RuleSet: Within(days, unit)
* action[=].action[=].timingDuration.value = {days}
* action[=].action[=].timingDuration.unit = "{unit}"
* action[=].action[=].timingDuration.system = $UCUM
* action[=].action[=].timingDuration.code = #d

RuleSet: ClosesTo(status)
* action[=].action[=].extension[closesTo].valueCode = #{status}

// The capability statement, one resource type after another.
RuleSet: Served(type)
* rest.resource[+].type = #{type}
* rest.resource[=].versioning = #versioned
* rest.resource[=].interaction[+].code = #read
* rest.resource[=].interaction[+].code = #vread
* rest.resource[=].interaction[+].code = #search-type

RuleSet: Written
* rest.resource[=].interaction[+].code = #create
* rest.resource[=].interaction[+].code = #update
* rest.resource[=].conditionalCreate = true

RuleSet: Profiled(id)
* rest.resource[=].supportedProfile[+] = "https://w3id.org/consilium/fhir/StructureDefinition/{id}"

RuleSet: Searched(name, type)
* rest.resource[=].searchParam[+].name = "{name}"
* rest.resource[=].searchParam[=].type = #{type}

RuleSet: SearchedBy(name, type, definition)
* insert Searched({name}, {type})
* rest.resource[=].searchParam[=].definition = "https://w3id.org/consilium/fhir/SearchParameter/{definition}"

RuleSet: Offers(name, definition)
* rest.resource[=].operation[+].name = "{name}"
* rest.resource[=].operation[=].definition = "https://w3id.org/consilium/fhir/OperationDefinition/{definition}"

RuleSet: OffersBase(name, definition)
* rest.resource[=].operation[+].name = "{name}"
* rest.resource[=].operation[=].definition = "http://hl7.org/fhir/OperationDefinition/{definition}"

// Examples.
RuleSet: SectionText(slice, words)
* section[{slice}].text.status = #additional
* section[{slice}].text.div = "<div xmlns='http://www.w3.org/1999/xhtml'>{words}</div>"

RuleSet: Entry(type, id)
* entry[+].fullUrl = "https://consilium.test/fhir/{type}/{id}"
* entry[=].resource = {id}

RuleSet: MoneyPart(name)
* extension[{name}].value[x] 1..1
* extension[{name}].value[x] only Money
* extension[{name}].valueMoney.value 1..1
* extension[{name}].valueMoney.currency 1..1

RuleSet: EstimateRate
* insert GroupParameter(rate, in, 0, *, [[An exchange rate to use for prices in another currency. Without one they are not converted.]])
* insert Part(from, in, 1, 1, code, [[Currency of the price (ISO 4217).]])
* insert Part(value, in, 1, 1, decimal, [[How much one unit of it is worth in the currency of the estimate.]])
* insert Part(date, in, 1, 1, date, [[Day of the rate; not in the future and at most 31 days ago.]])

// One ladder of the chase: for which Tasks, by the name of the event that starts their clock.
RuleSet: Ladder(id, trigger, title)
* action[+].id = "{id}"
* action[=].title = "{title}"
* action[=].trigger[+].type = #named-event
* action[=].trigger[=].name = "{trigger}"

RuleSet: LadderFor(trigger)
* action[=].trigger[+].type = #named-event
* action[=].trigger[=].name = "{trigger}"

RuleSet: LadderTime(value, unit)
* action[=].timingDuration = {value} 'd' "{unit}"

// A step so many business days after the start, or before (before-end) or after (after-end) the due date.
RuleSet: Step(ladder, step, relation, days)
* action[=].action[+].code = ChaseStepCodes#{step}
* action[=].action[=].relatedAction.actionId = "{ladder}"
* action[=].action[=].relatedAction.relationship = #{relation}
* action[=].action[=].relatedAction.offsetDuration = {days} 'd' "business days"
