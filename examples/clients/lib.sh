# Shared by hospital.sh and centre.sh: token, requests with retries, errors in words. Needs bash, curl 7.55, jq 1.6.
# Secret and token go to curl and jq by file or standard input: other users of the machine see command lines.
# Settings, all from the environment:
#   CONSILIUM_URL   origin of the server            (default http://localhost:8080)
#   CLIENT_ID       id of the system client
#   CLIENT_SECRET   its secret                      (default: the demo's, <CLIENT_ID>-demo-secret)
#   RETRIES         attempts before giving up       (default 5)

so=https://w3id.org/consilium/fhir
base=${CONSILIUM_URL:-http://localhost:8080}
base=${base%/}
fhir=$base/fhir
retries=${RETRIES:-5}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

need() { for tool in curl jq base64 sha256sum; do command -v "$tool" > /dev/null || die "$tool is not installed"; done; }

sha256() { sha256sum < "$1" | cut -d' ' -f1; }

# OAuth 2.0 wants id and secret form-encoded before they are joined (RFC 6749, section 2.3.1).
basic() {
  printf '%s:%s' "$(printf %s "$CLIENT_ID" | jq -sRr @uri)" \
    "$(printf %s "${CLIENT_SECRET:-$CLIENT_ID-demo-secret}" | jq -sRr @uri)" | base64 | tr -d '\n'
}

# OAuth 2.0 client credentials, SMART Backend Services with a secret. The token is kept, as a header, until a minute before
# it ends.
token() {
  local now; now=$(date +%s)
  if [ ! -s "$scratch/token" ] || [ "$now" -ge "$(cat "$scratch/token.end")" ]; then
    local status end
    printf 'Authorization: Basic %s\n' "$(basic)" > "$scratch/basic"
    status=$(curl -s -o "$scratch/token.json" -w '%{http_code}' --retry "$((retries - 1))" --retry-connrefused \
      -H "@$scratch/basic" \
      -d grant_type=client_credentials --data-urlencode "scope=system/*.crus" "$base/oauth2/token") \
      || die "no answer from $base; does the server run there? (CONSILIUM_URL)"
    [ "$status" = 200 ] || die "no token for $CLIENT_ID (HTTP $status): $(
      jq -r '.error_description // .error // .' "$scratch/token.json" 2> /dev/null || echo 'is this a Consilium server?')"
    end=$((now + $(jq -r '.expires_in // 300' "$scratch/token.json") - 60))
    jq -r '"Authorization: Bearer " + .access_token' "$scratch/token.json" > "$scratch/token"
    rm "$scratch/token.json"
    echo "$end" > "$scratch/token.end"
  fi
}

# What the server says is wrong, one line for each issue.
outcome() {
  jq -r 'if .resourceType == "OperationOutcome" then
      .issue[] | "\(.severity): \(.diagnostics // .details.text // .code)\(if .expression then " (at " + (.expression | join(", ")) + ")" else "" end)"
    else tostring end' "$1" 2> /dev/null || head -c 2000 "$1"
}

# request METHOD PATH [BODY-FILE] [curl options …]: prints the answer; repeats what may be repeated (429, 502, 503, 504,
# no connection) with growing pauses; says in words what the server refused. The entity tag is left in $scratch/etag.
# CONTENT and ACCEPT, when set, replace application/fhir+json.
request() {
  local method=$1 url=$2 body=${3:-} attempt=1 status pause
  shift $(($# < 3 ? $# : 3))
  case $url in
    "$fhir" | "$fhir"/* | "$fhir"\?*) ;;
    http*) die "$url is not on $fhir, so the token is not sent there; is CONSILIUM_URL the address the server goes by?" ;;
    *) url=$fhir/$url ;;
  esac
  while :; do
    token
    status=$(curl -s -X "$method" -o "$scratch/answer" -D "$scratch/headers" -w '%{http_code}' --max-time 300 \
      -H "@$scratch/token" -H "Accept: ${ACCEPT:-application/fhir+json}" \
      ${body:+-H "Content-Type: ${CONTENT:-application/fhir+json}" --data-binary "@$body"} "$@" "$url") || status=000
    case $status in
      2*) break ;;
      000 | 429 | 502 | 503 | 504)
        [ "$attempt" -lt "$retries" ] || die "$method $url: no answer after $attempt attempts (HTTP $status)"
        pause=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]*\).*/\1/p' "$scratch/headers" 2> /dev/null | tail -1)
        sleep "${pause:-$((attempt * 2))}"
        attempt=$((attempt + 1)) ;;
      401)
        [ "$attempt" -lt 2 ] || die "$method $url: the token was refused"
        rm -f "$scratch/token"; attempt=$((attempt + 1)) ;;
      *) printf '%s: %s %s was refused with HTTP %s\n' "$(basename "$0")" "$method" "$url" "$status" >&2
         outcome "$scratch/answer" >&2; exit 1 ;;
    esac
  done
  sed -n 's/^[Ee][Tt]ag: *\(.*\)\r$/\1/p' "$scratch/headers" | tail -1 > "$scratch/etag"
  cat "$scratch/answer"
}

get() { request GET "$1"; }

encode() { jq -rn --arg v "$1" '$v | @uri'; }

# All resources of a search, page by page.
search() {
  local next=$1 page
  while [ -n "$next" ]; do
    page=$(get "$next") || return 1
    jq -c '.entry[]?.resource' <<< "$page"
    next=$(jq -r '[.link[]? | select(.relation == "next") | .url][0] // empty' <<< "$page")
  done
}

# move TASK STATUS BUSINESS-STATUS [REASON]: one step of a Task, safe against somebody else's step in between (If-Match).
move() {
  local task=$1 status=$2 business=$3 reason=${4:-}
  get "Task/$task" | jq --arg status "$status" --arg business "$business" --arg reason "$reason" --arg so "$so" '
    . as $task
    | def set($path; $value): {op: (if $task[$path] then "replace" else "add" end), path: ("/" + $path), value: $value};
    [set("status"; $status)]
    + (if $business == "" then [] else
        [set("businessStatus"; {coding: [{system: ($so + "/CodeSystem/business-status"), code: $business}]})] end)
    + (if $reason == "" then [] else [set("statusReason"; {text: $reason})] end)' > "$scratch/patch.json"
  CONTENT=application/json-patch+json request PATCH "Task/$task" "$scratch/patch.json" \
    -H "If-Match: $(cat "$scratch/etag")" \
    | jq -r '"Task/\(.id): \(.status)\(if .businessStatus then ", " + .businessStatus.coding[0].code else "" end)"'
}
