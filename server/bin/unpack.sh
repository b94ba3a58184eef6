#!/usr/bin/env bash
# Unpacks the server's jar and records which classes a start loads (class data sharing), so that it starts faster:
#
#   server/bin/unpack.sh consilium-server.jar /opt/consilium
#   java @/opt/consilium/java.options -jar /opt/consilium/consilium-server.jar …
#
# Once for each version of the server, of Java and of the machine. The record is made by a start on a database of its own,
# which is thrown away. Java that does not fit the record starts without it. The options also hold the second compiler back
# (compiler.options and compiler.json, beside this script).
set -euo pipefail

if [ $# -ne 2 ]; then
  sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
  exit 64
fi
jar=$(realpath "$1")
target=$(realpath -m "$2")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
port=${PORT:-18099}
here=$(dirname "$(realpath "$0")")

# Beside the target and moved there when it is whole. The record holds the paths, so the last step works in place.
rm -rf "$target.new"
trap 'rm -rf "$target.new"' EXIT
"$java" -Djarmode=tools -jar "$jar" extract --destination "$target.new" > /dev/null
mv "$target.new/$(basename "$jar")" "$target.new/consilium-server.jar"
rm -rf "$target"
mv "$target.new" "$target"
cp "$here/compiler.json" "$target/"
{ cat "$here/compiler.options"; echo "\"-XX:CompilerDirectivesFile=$target/compiler.json\""; } > "$target/java.options"

data=$(mktemp -d)
trap 'kill "${server:-}" 2> /dev/null || true; rm -rf "$data"' EXIT
cd "$data" # Not where an application.yaml may lie.
"$java" @"$target/java.options" -XX:ArchiveClassesAtExit="$target/consilium.jsa" -jar "$target/consilium-server.jar" \
  --spring.datasource.url=embedded --spring.profiles.active=default --server.port="$port" --management.server.port=0 --logging.level.root=error \
  --consilium.fhir.base-url="http://localhost:$port/fhir" --consilium.smart.issuer="http://localhost:$port" \
  --consilium.fhir.data-directory="$data" > "$target/unpack.log" 2>&1 &
server=$!
until curl -sf -o /dev/null "http://localhost:$port/fhir/metadata"; do
  if ! kill -0 "$server" 2> /dev/null; then
    echo "The server does not start; see $target/unpack.log" >&2
    exit 1
  fi
  sleep 1
done
kill "$server"
wait "$server" || true
if [ ! -s "$target/consilium.jsa" ]; then
  echo "Java made no record; see $target/unpack.log. The server runs without." >&2
  exit 1
fi
echo "\"-XX:SharedArchiveFile=$target/consilium.jsa\"" >> "$target/java.options"
rm "$target/unpack.log"
echo "$target: start with java @$target/java.options -jar $target/consilium-server.jar"
