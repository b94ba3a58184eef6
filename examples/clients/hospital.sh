#!/usr/bin/env bash
# A hospital's side of a second opinion: send a case, follow it, send what is missing. Public API only.
set -euo pipefail
usage() {
  cat <<'U'
Usage: hospital.sh <command>
  check <case folder> [--as-of DATE] [--fresh-on DATE]
                                       ask whether the records suffice, without sending them ($completeness, stateless)
  send <case folder> [--fresh-on DATE] [--order NUMBER]
                                       send the case as one transaction; a resend changes nothing
  status <order number>                where the case stands
  tasks                                what the coordination desk asks of this hospital
  supply <Task id> <file> --type LOINC --language TAG --title TEXT
                                       send a record that was asked for, and close the Task with it
  --fresh-on DATE   moves the dates of the case by whole days, so that it is as fresh on DATE (such as today) as it was
                    on the day for which it was written
  --order NUMBER    sends it as a case of its own, under this order number
Environment: CONSILIUM_URL, CLIENT_ID (default hospital-nairobi), CLIENT_SECRET, RETRIES
U
}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CLIENT_ID=${CLIENT_ID:-hospital-nairobi}
. "$here/lib.sh"

options() { # folder [options] → folder, fresh_on, order, as_of
  folder=$1 fresh_on='' order='' as_of=''
  shift
  while [ $# -gt 0 ]; do
    [ $# -gt 1 ] || die "$1 needs a value"
    case $1 in
      --fresh-on) fresh_on=$2 ;; --order) order=$2 ;; --as-of) as_of=$2 ;;
      *) die "unknown option $1" ;;
    esac
    shift 2
  done
  [ -f "$folder/transaction.json" ] || die "no transaction.json in $folder"
  [ "$fresh_on" != today ] || fresh_on=$(date -u +%F)
}

# The case of a folder as it is to be sent: with its dates moved, or under another order number.
prepare() {
  jq --arg so "$so" --arg order "$order" --arg to "$fresh_on" --slurpfile expected "$folder/expected.json" '
    def day: .[0:10] + "T00:00:00Z" | fromdate;
    def moved($days): (day + $days * 86400 | todate[0:10]) + .[10:];
    $expected[0].order.value as $old
    | (if $to == "" then 0 else (($to | day) - ($expected[0].completeness.asOf | day)) / 86400 end) as $days
    # not birth dates, and not what stands within texts
    | if $days == 0 then . else walk(if type == "object" then with_entries(
        if (.value | type) == "string" and (.key | IN("birthDate", "data", "value", "text", "div") | not)
          and (.value | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?$")) then .value |= moved($days) else . end)
        else . end) end
    | if $order == "" then . else walk(if type == "object" then
          (if ((.system? // "") | startswith($so + "/sid/")) and ((.value? // "") | startswith($old))
            then .value = $order + .value[($old | length):] else . end)
          | (if .ifNoneExist? then .ifNoneExist |= (split("|" + $old) | join("|" + $order)) else . end)
        else . end) end' "$folder/transaction.json" > "$scratch/transaction.json" \
    || die "cannot prepare $folder${fresh_on:+ for $fresh_on}"
}

check() {
  options "$@"
  prepare
  jq --arg so "$so" --arg tumour "$(jq -r .tumourType "$folder/expected.json")" --arg asOf "$as_of" '
    {resourceType: "Parameters", parameter: ([
      {name: "records", resource: {resourceType: "Bundle", type: "collection",
        entry: [.entry[] | select(.resource.resourceType != "Binary") | del(.request)]}},
      {name: "checklist", valueCanonical: ($so + "/PlanDefinition/checklist-" + $tumour)}]
      + (if $asOf == "" then [] else [{name: "asOf", valueDateTime: $asOf}] end))}' \
    "$scratch/transaction.json" > "$scratch/check.json"
  request POST 'ServiceRequest/$completeness' "$scratch/check.json" | jq -r '
    (.parameter[] | select(.name == "complete" or .name == "score")
      | "\(.name): \(if has("valueBoolean") then .valueBoolean else .valueDecimal end)"),
    (.parameter[] | select(.name == "item") | [.part[] | {(.name): (.valueCoding.code // .valueCode // .valueString)}] | add
      | "  \(.status)\t\(.requirement)")'
}

send() {
  options "$@"
  prepare
  request POST "$fhir" "$scratch/transaction.json" | jq -r '[.entry[].response.status[0:3]]
    | "\(length) entries: \(map(select(. == "201")) | length) new, \(map(select(. == "200")) | length) known"'
  status "$(jq -r '[.entry[].resource | select(.resourceType == "ServiceRequest")][0].identifier[0].value' "$scratch/transaction.json")"
}

status() {
  search "ServiceRequest?identifier=$(encode "$so/sid/$CLIENT_ID/order|$1")" > "$scratch/cases"
  [ -s "$scratch/cases" ] || die "no case with order number $1"
  jq -r '"order \(.identifier[0].value): case \(.requisition.value // "without number"), ServiceRequest/\(.id): \(.status)"' \
    "$scratch/cases"
  search "Task?focus=ServiceRequest/$(jq -sr '.[0].id' "$scratch/cases")" | jq -r '"Task/\(.id) \([.code.coding[].code] | last): \(.status)\(
    if .businessStatus then ", " + .businessStatus.coding[0].code else "" end)"'
}

tasks() {
  search "Task?owner=Organization/$CLIENT_ID&status=requested,received,accepted,in-progress" | jq -r '
    "Task/\(.id)\t\([.code.coding[].code] | join("+"))\t\(.status)\tdue \(.restriction.period.end // "open")\t\(.description // "")"'
}

supply() {
  local task=${1#Task/} file=$2 type='' language='' title='' content order document
  shift 2
  while [ $# -gt 1 ]; do
    case $1 in
      --type) type=$2 ;; --language) language=$2 ;; --title) title=$2 ;;
      *) die "unknown option $1" ;;
    esac
    shift 2
  done
  [ -n "$type" ] && [ -n "$language" ] && [ -n "$title" ] || { usage >&2; exit 2; }
  [ -f "$file" ] || die "no file $file"
  case $file in
    *.pdf) content=application/pdf ;; *.jpg | *.jpeg) content=image/jpeg ;; *.png) content=image/png ;;
    *.txt) content='text/plain;charset=UTF-8' ;; *) die "what is $file? pdf, jpg, png and txt can be sent" ;;
  esac
  get "Task/$task" > "$scratch/task.json"
  order=$(get "$(jq -r '.partOf[0].reference' "$scratch/task.json")" | jq -r .focus.reference)
  base64 < "$file" | tr -d '\n' > "$scratch/data"
  jq --rawfile data "$scratch/data" --arg content "$content" --arg type "$type" --arg so "$so" --arg by "$CLIENT_ID" \
    --arg language "$language" --arg title "$title" --arg sha "$(sha256 "$file")" --arg order "$order" '
    . as $task | ($so + "/sid/" + $by + "/record") as $sid | ($task.id + "/" + $sha[0:16]) as $number
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
            extension: [{url: ($so + "/StructureDefinition/sha256"), valueString: $sha}]}}]}}]}' \
    "$scratch/task.json" > "$scratch/supply.json"
  document=$(request POST "$fhir" "$scratch/supply.json" | jq -r '.entry[1].response.location | split("/")[0:2] | join("/")')
  get "Task/$task" | jq --arg document "$document" --arg so "$so" '.status = "completed"
    | .output += [{type: {coding: [{system: ($so + "/CodeSystem/task-input"), code: "record"}]}, valueReference: {reference: $document}}]' \
    > "$scratch/task.json"
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
