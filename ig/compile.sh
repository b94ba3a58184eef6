#!/usr/bin/env bash
# Compiles input/fsh with SUSHI into src/main/resources/health/consilium/ig/package and writes fsh.sha256.
# With --check nothing is written; the exit status is 1 and a diff is shown when the committed output differs.
set -euo pipefail
cd "$(dirname "$0")"

output=src/main/resources/health/consilium/ig/package
work=target/fsh
fresh=$work/package
manifest=$work/fsh.sha256

# npm leaves its own copy of the lock file behind; an older one means that the lock file has changed since.
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  npm ci --no-audit --no-fund
fi

# A home of its own keeps the FHIR package cache of the user out of the result.
home=$PWD/$work/home
mkdir -p "$home"
node lay-core-package.mjs "$home/.fhir/packages"
rm -rf "$work/sushi" "$fresh" "$manifest"
HOME=$home node node_modules/fsh-sushi/dist/app.js build . --out "$work/sushi" --log-level warn
node write-package.mjs "$work/sushi/fsh-generated" "$fresh" "$output" "$manifest"

if [ "${1:-}" = --check ]; then
  diff -ru "$output" "$fresh"
  diff -u fsh.sha256 "$manifest"
  echo "The committed output is what the FSH gives."
else
  rm -rf "$output"
  mkdir -p "$(dirname "$output")"
  cp -r "$fresh" "$output"
  cp "$manifest" fsh.sha256
fi
