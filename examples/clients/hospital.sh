#!/usr/bin/env bash
# A hospital's side of a second opinion: send a case, follow it, send what is missing. Public API only.
set -euo pipefail
usage() {
  cat <<'U'
Usage: hospital.sh <command>
  check <case folder> [--as-of DATE]   ask whether the records suffice, without sending them ($completeness, stateless)
  send <case folder> [--to-today]      send the case as one transaction; a resend changes nothing
                                       --to-today moves its dates so that it is as fresh today as on its expected asOf
  status <order number>                where the case stands
  tasks                                what the coordination desk asks of this hospital
  supply <Task id> <file> --type LOINC --language TAG --title TEXT
                                       send a record that was asked for, and close the Task with it
Environment: CONSILIUM_URL, CLIENT_ID (default hospital-nairobi), CLIENT_SECRET, RETRIES
U
}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CLIENT_ID=${CLIENT_ID:-hospital-nairobi}
. "$here/lib.sh"

# The dates of the case (not birth dates, not those within texts), moved by whole days.
moved() {
  jq --argjson days "$2" 'def shift: (.[0:10] + "T00:00:00Z" | fromdate + $days * 86400 | todate[0:10]) + .[10:];
    walk(if type == "object" then with_entries(
        if (.value | type) == "string" and (.key | IN("birthDate", "data", "value", "text", "div") | not)
          and (.value | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?$")) then .value |= shift else . end)
      else . end)' "$1"
}

days_since() { echo $((($(date -u +%s) - $(date -u -d "$1" +%s)) / 86400)); }

transaction() { # folder → file
  [ -f "$1/transaction.json" ] || die "no transaction.json in $1"
  if [ "${2:-}" = --to-today ]; then
    moved "$1/transaction.json" "$(days_since "$(jq -r .completeness.asOf "$1/expected.json")")" > "$scratch/transaction.json"
  else
    cp "$1/transaction.json" "$scratch/transaction.json"
  fi
  echo "$scratch/transaction.json"
}

check() {
  local folder=$1 as_of=''
  [ "${2:-}" != --as-of ] || as_of=$3
  jq --arg so "$so" --arg tumour "$(jq -r .tumourType "$folder/case.json")" --arg asOf "$as_of" '
    {resourceType: "Parameters", parameter: ([
      {name: "records", resource: {resourceType: "Bundle", type: "collection",
        entry: [.entry[] | select(.resource.resourceType != "Binary") | del(.request)]}},
      {name: "checklist", valueCanonical: ($so + "/PlanDefinition/checklist-" + $tumour)}]
      + (if $asOf == "" then [] else [{name: "asOf", valueDateTime: $asOf}] end))}' \
    "$folder/transaction.json" > "$scratch/check.json"
  request POST 'ServiceRequest/$completeness' "$scratch/check.json" | jq -r '
    (.parameter[] | select(.name == "complete" or .name == "score")
      | "\(.name): \(if has("valueBoolean") then .valueBoolean else .valueDecimal end)"),
    (.parameter[] | select(.name == "item") | [.part[] | {(.name): (.valueCoding.code // .valueCode // .valueString)}] | add
      | "  \(.status)\t\(.requirement)")'
}

send() {
  local file; file=$(transaction "$@")
  request POST "$fhir" "$file" > "$scratch/sent.json"
  jq -r '[.entry[].response.status[0:3]] | group_by(.) | map("\(length) entries: HTTP \(.[0])") | .[]' "$scratch/sent.json"
  status "$(jq -r '[.entry[].resource | select(.resourceType == "ServiceRequest")][0].identifier[0].value' "$file")"
}

status() {
  local order request_id
  order=$(search "ServiceRequest?identifier=$(encode "$so/sid/hospital-nairobi/order|$1")" | head -1)
  [ -n "$order" ] || die "no case with order number $1"
  request_id=$(jq -r .id <<< "$order")
  jq -r '"case \(.requisition.value // "without number"), ServiceRequest/\(.id): \(.status)"' <<< "$order"
  search "Task?focus=ServiceRequest/$request_id" | jq -r '"Task/\(.id): \(.status)\(
    if .businessStatus then ", " + .businessStatus.coding[0].code else "" end)"'
}

tasks() {
  search "Task?owner=Organization/$CLIENT_ID&status=requested,received,accepted,in-progress" | jq -r '
    "Task/\(.id)\t\([.code.coding[].code] | join("+"))\t\(.status)\tdue \(.restriction.period.end // "open")\t\(.description // "")"'
}

supply() {
  local task=$1 file=$2 type='' language='' title='' content now
  shift 2
  while [ $# -gt 1 ]; do
    case $1 in
      --type) type=$2 ;; --language) language=$2 ;; --title) title=$2 ;;
      *) die "unknown option $1" ;;
    esac
    shift 2
  done
  [ -n "$type" ] && [ -n "$language" ] && [ -n "$title" ] || { usage >&2; exit 2; }
  case $file in
    *.pdf) content=application/pdf ;; *.jpg | *.jpeg) content=image/jpeg ;; *.png) content=image/png ;;
    *.txt) content='text/plain;charset=UTF-8' ;; *) die "what is $file? pdf, jpg, png and txt can be sent" ;;
  esac
  now=$(get "Task/$task")
  base64 -w0 "$file" > "$scratch/data"
  jq -n --argjson task "$now" --rawfile data "$scratch/data" --arg content "$content" --arg type "$type" --arg so "$so" \
    --arg language "$language" --arg title "$title" --arg sha "$(sha256sum < "$file" | cut -d' ' -f1)" \
    --arg order "$(get "Task/$(jq -r '.partOf[0].reference | split("/")[1]' <<< "$now")" | jq -r .focus.reference)" '
    ($so + "/sid/hospital-nairobi/record") as $sid | ($task.id + "/" + $sha[0:16]) as $number
    | {resourceType: "Bundle", type: "transaction", entry: [
      {fullUrl: "urn:uuid:6f9d6c1e-0000-4000-8000-000000000001", request: {method: "POST", url: "Binary"},
        resource: {resourceType: "Binary", contentType: $content, data: $data}},
      {fullUrl: "urn:uuid:6f9d6c1e-0000-4000-8000-000000000002",
        request: {method: "POST", url: "DocumentReference", ifNoneExist: ("identifier=" + $sid + "|" + $number)},
        resource: {resourceType: "DocumentReference", meta: {profile: [$so + "/StructureDefinition/record"]}, language: "en",
          identifier: [{system: $sid, value: $number}], status: "current",
          type: {coding: [{system: "http://loinc.org", code: $type}]}, subject: $task.for, date: (now | todate),
          description: $title, context: {related: [{reference: $order}]},
          content: [{attachment: {contentType: $content, language: $language, title: $title,
            url: "urn:uuid:6f9d6c1e-0000-4000-8000-000000000001",
            extension: [{url: ($so + "/StructureDefinition/sha256"), valueString: $sha}]}}]}}]}' > "$scratch/supply.json"
  local document
  document=$(request POST "$fhir" "$scratch/supply.json" | jq -r '.entry[1].response.location | split("/")[0:2] | join("/")')
  now=$(get "Task/$task")
  jq --arg document "$document" --arg so "$so" '.status = "completed"
    | .output += [{type: {coding: [{system: ($so + "/CodeSystem/task-input"), code: "record"}]}, valueReference: {reference: $document}}]' \
    <<< "$now" > "$scratch/task.json"
  request PUT "Task/$task" "$scratch/task.json" -H "If-Match: $(cat "$scratch/etag")" | jq -r '"Task/\(.id): \(.status)"'
  echo "$document"
}

[ $# -gt 0 ] || { usage >&2; exit 2; }
need
command=$1; shift
case $command in
  check | send | status) [ $# -gt 0 ] || { usage >&2; exit 2; }; "$command" "$@" ;;
  tasks) tasks ;;
  supply) [ $# -ge 8 ] || { usage >&2; exit 2; }; supply "$@" ;;
  -h | --help | help) usage ;;
  *) usage >&2; exit 2 ;;
esac
