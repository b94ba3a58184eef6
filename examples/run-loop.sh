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

# Lines of standard input, the first with the name of who did it.
told_by() {
  local who=$1 line
  while IFS= read -r line; do
    printf '  %-13s %s\n' "$who" "$line"
    who=''
  done
}

coordinator() { java -jar "$jar" "$@"; }
centre() { CLIENT_ID=$centre clients/centre.sh "$@"; }

# The centre that was not chosen must not learn that there is such a case.
rival_hears_nothing() {
  local rival=centre-mumbai
  if CLIENT_ID=$rival clients/centre.sh pull "$referral" "$scratch/rival" > "$scratch/rival.out" 2>&1; then
    die "$rival could pull $referral, which is not its own"
  fi
  grep -q 'HTTP 404' "$scratch/rival.out" || die "$rival was not told 404: $(cat "$scratch/rival.out")"
  echo "asks for the same referral: there is none for it (HTTP 404)" | told_by "$rival"
}

run() {
  local case=$1 folder=cases/$1 started=$SECONDS order centre referral
  order=$(jq -r .order.value "$folder/expected.json")/$(date -u +%y%m%d%H%M%S)$((RANDOM % 10))
  centre=$(jq -r .centre "$folder/expected.json")
  printf '%s%s: %s%s\n' "$bold" "$case" "$(jq -r .title "$folder/expected.json")" "$plain"

  clients/hospital.sh send "$folder" --fresh-on today --order "$order" | told_by hospital
  referral=$(coordinator refer "$folder" "$order")

  rival_hears_nothing
  centre worklist | grep "^$referral"$'\t' | tr '\t' ' ' | told_by "$centre"
  rm -rf "${out:?}/$case"
  mkdir -p "$out/$case"
  centre pull "$referral" "$out/$case/pulled" > "$scratch/pulled"
  echo "pulls the package and $(grep -vc '^question' "$scratch/pulled") documents; every hash agrees" | told_by ''
  grep '^question' "$scratch/pulled" | told_by ''
  centre accept "$referral" | told_by ''
  centre start "$referral" | told_by ''
  # The opinion of the examples was written on a fixed day; this one is handed in today.
  jq --arg now "$(date -u +%FT%TZ)" '.entry[].resource |= (if has("date") then .date = $now else . end
    | if has("created") then .created = $now[0:10] else . end)' "$folder/opinion/report.json" > "$scratch/report.json"
  centre report "$referral" "$scratch/report.json" | told_by ''

  coordinator deliver "$folder" "$order"
  coordinator read "$folder" "$order" "$out/$case"
  clients/hospital.sh status "$order" | told_by hospital
  printf '%s  From the hospital to the patient in %d seconds.%s\n\n' "$bold" $((SECONDS - started)) "$plain"
}

for case in "${cases[@]}"; do run "$case"; done
