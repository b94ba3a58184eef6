#!/usr/bin/env bash
# Renders the HTML sources of all records, translations and opinions to PDF.
# Needs chromium, pdftoppm (poppler-utils) and the Debian fonts fonts-noto-core, fonts-droid-fallback.
# A record whose body has class "scan" becomes a picture (JPEG), as it comes out of a scanner;
# with class "scan-pdf" the picture is put back into a PDF without a text layer.
# Usage: render.sh [case or file …]      (default: everything)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
chromium=${CHROMIUM:-chromium}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

print() { # html pdf
  "$chromium" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
    --no-pdf-header-footer --user-data-dir="$work/profile" --print-to-pdf="$2" "file://$(realpath "$1")" 2>/dev/null
  # The dates of production are the only bytes that change from run to run; same length, so offsets stay right.
  LC_ALL=C sed -i -E "s/(CreationDate|ModDate) \(D:[0-9]{14}/\1 (D:20261120120000/" "$2"
}

scan() { # html jpg
  print "$1" "$work/scan.pdf"
  pdftoppm -jpeg -jpegopt quality=62 -gray -r 150 -singlefile "$work/scan.pdf" "${2%.jpg}"
}

render() {
  local html=$1 pdf=${1%.html}.pdf
  case $(grep -o '<body[^>]*>' "$html") in
    *'"scan-pdf"'*)
      scan "$html" "$work/page.jpg"
      echo "<title>scan</title><style>@page{size:A4;margin:0}body{margin:0}img{display:block;width:100%;height:296mm}</style><img src=page.jpg>" > "$work/page.html"
      print "$work/page.html" "$pdf" ;;
    *'"scan"'*) scan "$html" "${html%.html}.jpg"; pdf=${html%.html}.jpg ;;
    *) print "$html" "$pdf" ;;
  esac
  echo "$pdf $(stat -c %s "$pdf")"
}

[ $# -gt 0 ] || set -- breast nsclc hcc
for what in "$@"; do
  if [ -d "$what" ]; then
    find "$what" -name '*.html' | sort | while read -r html; do render "$html"; done
  else
    render "$what"
  fi
done
