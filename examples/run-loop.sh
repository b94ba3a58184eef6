#!/usr/bin/env bash
# A second opinion from end to end, on a running demo server: hospital, coordinator, centre, coordinator, patient. Each
# side uses its own client and nothing but the public API.
set -euo pipefail
usage() {
  cat <<'U'
Usage: run-loop.sh <breast|nsclc|hcc|all> [address of the server]

  The address is http://localhost:8080 unless given. Each run sends the case under an order number of its own and with its
  dates moved to today, so it can be run again and on any day. What the centre pulls and what the patient saves goes to
  examples/target/loop, or to $OUT.
  Needs bash, curl, jq, Java 17, and the coordinator's client: mvn -q -pl examples -am package -DskipTests
U
}
cd "$(dirname "${BASH_SOURCE[0]}")"
case ${1:-} in
  breast | nsclc | hcc) cases=("$1") ;;
  all) cases=(breast nsclc hcc) ;;
  -h | --help) usage; exit ;;
  *) usage >&2; exit 2 ;;
esac
export CONSILIUM_URL=${2:-${CONSILIUM_URL:-http://localhost:8080}}
out=${OUT:-target/loop}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

die() { printf 'run-loop.sh: %s\n' "$*" >&2; exit 1; }

for tool in curl jq java; do command -v "$tool" > /dev/null || die "$tool is not installed"; done
for jar in target/consilium-examples-*.jar; do
  [ -f "$jar" ] || die "the coordinator's client is not built; run: mvn -q -pl examples -am package -DskipTests"
done
curl -s -f -o /dev/null --max-time 20 "$CONSILIUM_URL/fhir/metadata" \
  || die "no FHIR server answers at $CONSILIUM_URL; start one with: mvn spring-boot:run"

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' plain=$'\e[0m'; fi

say() { printf '  %-18s %s\n' "$@"; }

# A short life: quick to start rather than quick at last.
coordinator() { java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" "$@"; }
centre() { CLIENT_ID=$centre clients/centre.sh "$@"; }

# One step of the centre, in its own words without the id of the Task.
step() { # word, command …
  local word=$1 answer
  shift
  answer=$(centre "$@")
  say '' "$word: ${answer#*: }"
}

# The centre that was not chosen must not learn that there is such a case.
rival_hears_nothing() {
  local rival=centre-mumbai
  if CLIENT_ID=$rival clients/centre.sh pull "$referral" "$scratch/rival" > "$scratch/rival.out" 2>&1; then
    die "$rival could pull $referral, which is not its own"
  fi
  grep -q 'HTTP 404' "$scratch/rival.out" || die "$rival was not told 404: $(cat "$scratch/rival.out")"
  say "$rival" 'asks for the same referral: for it there is none (HTTP 404)'
}

run() {
  local case=$1 folder=cases/$1 started=$SECONDS order centre referral found question
  order=$(jq -r .order.value "$folder/expected.json")/$(date -u +%y%m%d%H%M%S)$((RANDOM % 10))
  centre=$(jq -r .centre "$folder/expected.json")
  printf '%s%s: %s%s\n' "$bold" "$case" "$(jq -r .title "$folder/expected.json")" "$plain"

  clients/hospital.sh send "$folder" --fresh-on today --order "$order" > "$scratch/sent"
  say hospital "sends order $order: $(head -1 "$scratch/sent")"
  say '' "$(sed -n 's/^Task[^ ]* case: /the case is /p' "$scratch/sent")"
  referral=$(coordinator refer "$folder" "$order" 2>&3) || die "the coordinator could not refer the case"

  rival_hears_nothing
  centre worklist > "$scratch/worklist"
  found=$(grep "^$referral"$'\t' "$scratch/worklist") || die "$centre does not find $referral in its work list"
  say "$centre" "finds it in its work list: $(cut -f2- <<< "$found" | tr '\t' ' ')"
  rm -rf "${out:?}/$case"
  mkdir -p "$out/$case"
  centre pull "$referral" "$out/$case/pulled" > "$scratch/pulled"
  say '' "pulls the package and $(grep -vc '^question' "$scratch/pulled") documents; every hash agrees"
  grep '^question' "$scratch/pulled" | fold -s -w 100 | while IFS= read -r question; do say '' "$question"; done
  step accepts accept "$referral"
  step begins start "$referral"
  # The opinion of the examples was written on a fixed day; this one is handed in today.
  jq --arg now "$(date -u +%FT%TZ)" '.entry[].resource |= (if has("date") then .date = $now else . end
    | if has("created") then .created = $now[0:10] else . end)' "$folder/opinion/report.json" > "$scratch/report.json"
  step reports report "$referral" "$scratch/report.json"

  coordinator deliver "$folder" "$order" 2>&3 || die "the coordinator could not deliver the opinion"
  coordinator read "$folder" "$order" "$out/$case" 2>&3 || die "the patient could not read the opinion"
  clients/hospital.sh status "$order" > "$scratch/status"
  say hospital "$(sed -n 's/^Task[^ ]* case: /sees that the case is /p' "$scratch/status")"
  printf '%sFrom the hospital to the patient in %d seconds.%s\n\n' "$bold" $((SECONDS - started)) "$plain"
}

# The story of the coordinator's client, which keeps standard output for its result.
exec 3>&1
for case in "${cases[@]}"; do run "$case"; done
