#!/usr/bin/env bash
# Makes what goes over the wire from what people read and edit:
#   <case>/case.json            + <case>/records/*  ->  <case>/transaction.json    (the hospital posts it to /fhir)
#   <case>/opinion/opinion.json + report.pdf        ->  <case>/opinion/report.json (the centre sends it to $submit-report)
# Entries are named; a reference "urn:local:<name>" becomes the urn:uuid of that entry. The script adds to each entry
# its identifier, subject, language and conditional create, so that a resend changes nothing, and to each document
# its Binary, size, page count and hash. The same input always gives the same bytes.
# Needs bash, jq 1.6, coreutils and pdfinfo (poppler-utils).
# Usage: assemble.sh [case …]      (default: breast nsclc hcc)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

uuid() { # name -> UUID of version 5 form, from SHA-1
  local h
  h=$(printf '%s' "https://w3id.org/consilium/examples/$1" | sha1sum)
  printf '%s-%s-5%s-%x%s-%s' "${h:0:8}" "${h:8:4}" "${h:13:3}" $(((0x${h:16:1} & 3) | 8)) "${h:17:3}" "${h:20:12}"
}

content_type() {
  case $1 in
    *.pdf) echo application/pdf ;;
    *.jpg) echo image/jpeg ;;
    *.txt) echo 'text/plain;charset=UTF-8' ;;
    *) echo "assemble.sh: unknown type of file $1" >&2; return 1 ;;
  esac
}

pages() { case $1 in *.pdf) pdfinfo "$1" | awk '/^Pages:/ {print $2}' ;; *) echo 1 ;; esac; }

assemble() { # case source target bundle-type
  local dir=$1 source=$2 target=$3 type=$4 name file
  for name in $(jq -r '.entries[] | .name, (if .file then .name + "-binary" else empty end)' "$source"); do
    jq -n --arg n "$name" --arg u "urn:uuid:$(uuid "$dir/$type/$name")" '{($n): $u}'
  done | jq -s add > "$work/uuids.json"
  echo '{}' > "$work/files.json"
  while IFS=$'\t' read -r name file; do
    base64 -w0 "$dir/$file" > "$work/data"
    jq --arg n "$name" --arg type "$(content_type "$file")" --arg sha "$(sha256sum < "$dir/$file" | cut -d' ' -f1)" \
      --argjson size "$(stat -c %s "$dir/$file")" --argjson pages "$(pages "$dir/$file")" --rawfile data "$work/data" \
      '.[$n] = {$type, $sha, $size, $pages, $data}' "$work/files.json" > "$work/next.json"
    mv "$work/next.json" "$work/files.json"
  done < <(jq -r '.entries[] | select(.file) | [.name, .file] | @tsv' "$source")
  jq --arg type "$type" --slurpfile uuids "$work/uuids.json" --slurpfile files "$work/files.json" \
    -f assemble.jq "$source" > "$target"
  echo "$target $(stat -c %s "$target") bytes, $(jq '.entry | length' "$target") entries"
}

[ $# -gt 0 ] || set -- breast nsclc hcc
for dir in "$@"; do
  assemble "$dir" "$dir/case.json" "$dir/transaction.json" transaction
  assemble "$dir" "$dir/opinion/opinion.json" "$dir/opinion/report.json" collection
done
