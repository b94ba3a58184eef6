#!/usr/bin/env bash
# A partner centre's side of a second opinion: see what was referred, pull the package, answer. Public API only.
set -euo pipefail
usage() {
  cat <<'U'
Usage: centre.sh <command>
  worklist                              referrals to this centre
  pull <Task id> <folder>               fetch the package and every document in it, and check the hash of each
  accept <Task id>                      take the referral on
  decline <Task id> <reason>            turn it down
  start <Task id>                       the review begins
  ask <Task id> <what is missing>       put the referral on hold until the information is there
  report <Task id> <report.json> [final|preliminary|amended]
                                        hand in the opinion (Bundle, in English)
  status <Task id>                      where the referral stands
Environment: CONSILIUM_URL, CLIENT_ID (such as centre-heidelberg), CLIENT_SECRET, RETRIES
U
}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -gt 0 ] || { usage >&2; exit 2; }
[ -n "${CLIENT_ID:-}" ] || { echo "centre.sh: set CLIENT_ID, such as centre-heidelberg" >&2; exit 2; }
. "$here/lib.sh"

worklist() {
  search "Task?owner=Organization/$CLIENT_ID&code=$(encode "$so/CodeSystem/task-code|referral")&_sort=-_lastUpdated" | jq -r '
    "Task/\(.id)\t\(.status)\t\(.businessStatus.coding[0].code)\tdue \(.restriction.period.end // "open")"'
}

binary() { # reference → file
  ACCEPT='*/*' request GET "$1" > /dev/null
  cp "$scratch/answer" "$2"
}

matches() { # file sha256
  [ "$(sha256 "$1")" = "$2" ] || die "$1 is not what was sent: its SHA-256 should be $2"
}

pull() {
  local task=$1 folder=$2 referral package url sha
  referral=$(get "Task/$task" | jq -r .focus.reference)
  mkdir -p "$folder"
  get "$referral" > "$folder/referral.json"
  package=$(jq -r '[.supportingInfo[].reference | select(startswith("DocumentReference/"))][0] // empty' "$folder/referral.json")
  [ -n "$package" ] || die "$referral names no package"
  get "$package" > "$scratch/package.json"
  url=$(jq -r '.content[0].attachment.url' "$scratch/package.json")
  sha=$(jq -r --arg e "$so/StructureDefinition/sha256" '.content[0].attachment.extension[] | select(.url == $e) | .valueString' "$scratch/package.json")
  binary "$url" "$folder/package.json"
  matches "$folder/package.json" "$sha"
  jq -r --arg e "$so/StructureDefinition/sha256" '.entry[].resource | select(.resourceType == "DocumentReference")
    | .content[0].attachment | [.url, (.extension[]? | select(.url == $e) | .valueString), .contentType, .language, (.title // "document")] | @tsv' \
    "$folder/package.json" | while IFS=$'\t' read -r url sha type language title; do
    local name
    name="$(tr -c 'A-Za-z0-9\n' '-' <<< "$title" | tr -s - | cut -c1-60)-${sha:0:8}.$language.$(case $type in
      application/pdf) echo pdf ;; image/jpeg) echo jpg ;; image/png) echo png ;; text/plain*) echo txt ;; *) echo bin ;; esac)"
    binary "$url" "$folder/$name"
    matches "$folder/$name" "$sha"
    echo "$folder/$name"
  done
  jq -r '(.extension // [])[] | select(.url | endswith("/clinical-question")) | [.extension[] | (.valuePositiveInt // .valueMarkdown)] | "question \(.[0]): \(.[1])"' "$folder/referral.json"
}

report() {
  local task=$1 file=$2 status=${3:-final}
  [ -f "$file" ] || die "no file $file"
  # The report names the patient by the hospital's number; the referral's own reference is what the server knows.
  get "Task/$task" | jq .for > "$scratch/subject.json"
  jq --slurpfile subjects "$scratch/subject.json" --arg status "$status" '$subjects[0] as $subject
    | .entry[].resource |= (if .subject.identifier then .subject = $subject else . end)
    | {resourceType: "Parameters", parameter: [
        {name: "report", resource: .}, {name: "language", valueCode: "en"}, {name: "status", valueCode: $status}]}' \
    "$file" > "$scratch/report.json"
  request POST "Task/$task/\$submit-report" "$scratch/report.json" | shown
}

shown() { jq -r '"Task/\(.id): \(.status), \(.businessStatus.coding[0].code)"'; }

need
command=$1; shift
[ $# -eq 0 ] || { first=${1#Task/}; shift; set -- "$first" "$@"; }
case "$command:$#" in
  worklist:0) worklist ;;
  pull:2) pull "$@" ;;
  accept:1) move "$1" accepted review-accepted ;;
  decline:2) move "$1" rejected declined "$2" ;;
  start:1) move "$1" in-progress under-review ;;
  ask:2) move "$1" on-hold awaiting-information "$2" ;;
  report:2 | report:3) report "$@" ;;
  status:1) get "Task/$1" | shown ;;
  -h:* | --help:* | help:*) usage ;;
  *) usage >&2; exit 2 ;;
esac
