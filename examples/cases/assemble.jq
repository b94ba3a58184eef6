# Used by assemble.sh: case.json -> Bundle. $type, $uuids[0] (name -> urn:uuid) and $files[0] (name -> facts) are given.
"https://w3id.org/consilium/fhir" as $so
| $uuids[0] as $uuid
| $files[0] as $file
| .order as $order
| ["Condition", "Observation", "DiagnosticReport", "ImagingStudy", "Specimen", "Procedure", "AllergyIntolerance",
   "MedicationStatement", "MedicationRequest", "MedicationAdministration"] as $facts
| [.entries[] | select(.resource.resourceType | IN($facts[])) | {reference: ("urn:local:" + .name)}] as $supporting

# the sender's number of an entry: what makes a resend recognisable
| def identified($name):
    .resourceType as $t
    | if $t == "Patient" then .
      elif $t == "ServiceRequest" then
        .identifier = [{system: ($so + "/sid/hospital-nairobi/order"), value: $order}]
      else
        .identifier = ([{system: ($so + "/sid/hospital-nairobi/record"), value: ($order + "/" + $name)}] + (.identifier // []))
      end;

  def subject:
    if .resourceType == "Patient" or .subject or .patient then .
    elif .resourceType == "AllergyIntolerance" then .patient = {reference: "urn:local:patient"}
    else .subject = {reference: "urn:local:patient"} end;

  def attached($f; $name):
    .content[0].attachment |= ({
      contentType: $f.type, language, url: ("urn:local:" + $name + "-binary"), size: $f.size, title, creation,
      extension: [
        {url: ($so + "/StructureDefinition/sha256"), valueString: $f.sha},
        {url: ($so + "/StructureDefinition/page-count"), valuePositiveInt: $f.pages}]
    });

  def resolved: walk(
    if type == "string" and startswith("urn:local:") then
      ltrimstr("urn:local:") as $n | $uuid[$n] // error("no entry named " + $n)
    else . end);

  def ordered: {resourceType} + (if .language then {language} else {} end) + del(.resourceType, .language);

  def request($name):
    if $type != "transaction" then {}
    else {request: ({method: "POST", url: .resourceType}
      + (if .resourceType == "Binary" then {}
         else {ifNoneExist: ("identifier=" + (.identifier[0] | .system + "|" + .value))} end))}
    end;

  {
    resourceType: "Bundle",
    type: $type,
    entry: [
      .entries[]
      | .name as $name
      | $file[$name] as $f
      | (.resource
          | if $type == "transaction" then identified($name) | subject | .language //= "en" else . end
          | if .resourceType == "ServiceRequest" then .supportingInfo = $supporting else . end
          | if $f then attached($f; $name) else . end
          | ordered | resolved) as $resource
      | {fullUrl: $uuid[$name], resource: $resource} + ($resource | request($name)),
        (if $f then
          {resourceType: "Binary", contentType: $f.type, data: $f.data} as $binary
          | {fullUrl: $uuid[$name + "-binary"], resource: $binary} + ($binary | request($name))
        else empty end)
    ]
  }
