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

RuleSet: Sid(name, title, description)
* name = "{name}"
* status = #active
* kind = #identifier
* date = "2026-11-23"
* publisher = "Consilium"
* description = "{description}"
* usage = "{title}"
