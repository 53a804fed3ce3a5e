#!/usr/bin/env bash
# Pictures of all that people open: pages in headless Chromium at desktop and phone width, in both
# colour schemes and as print; tables as LibreOffice opens them. Nobody is told that it looks well:
# open the pictures. What cannot run here is said and left out.
#
#   bash Tests/look.sh BINARY OUT PLAN    pictures of OUT/PLAN and OUT/index.html in OUT/look
set -euo pipefail

binary=$1 out=$(realpath "$2") plan=$3
look=$out/look
folder=$out/$plan
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
rm -rf "$look"
mkdir -p "$look"

missing() { echo "look: no $1: $2 left out" >&2; }

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
office=$(command -v soffice || command -v libreoffice || true)
pages() { pdftoppm -r 70 -png "$1" "$2"; }
command -v pdftoppm > /dev/null || { missing pdftoppm "paper"; pages() { :; }; }

# shot NAME FILE WIDTH HEIGHT SCHEME
shot() {
  local scheme=()
  if [ "$5" = dark ]; then scheme=(--blink-settings=preferredColorScheme=0); fi
  browse "${scheme[@]}" --hide-scrollbars --window-size="$3,$4" --screenshot="$look/$1.png" \
    "file://$2"
}

browse() {
  "$chromium" --headless --no-sandbox --disable-gpu --user-data-dir="$scratch/c" "$@" \
    > "$scratch/log" 2>&1 || { cat "$scratch/log" >&2; return 1; }
}

paper() {
  browse --no-pdf-header-footer --print-to-pdf="$look/$1.pdf" "file://$2"
  pages "$look/$1.pdf" "$look/$1-paper"
}

if [ -n "$chromium" ]; then
  "$binary" report "$folder/record.json" --page sheets > "$scratch/sheets.html"
  "$binary" report "$folder/record.json" --language en > "$scratch/report-en.html"
  declare -A files=(
    [report]=$folder/report.html [report-en]=$scratch/report-en.html [notice]=$folder/notice.html
    [index]=$out/index.html [sheets]=$scratch/sheets.html)
  for name in report report-en notice index sheets; do
    shot "$name-desktop-light" "${files[$name]}" 1200 5200 light
    shot "$name-desktop-dark" "${files[$name]}" 1200 5200 dark
    shot "$name-phone-light" "${files[$name]}" 500 8000 light
    paper "$name" "${files[$name]}"
  done
else
  missing Chromium "pages"
fi

if [ -n "$office" ]; then
  for table in "$folder"/*.csv "$out/summary.csv"; do
    name=$(basename "$table" .csv)
    # 76: UTF-8; comma, double quotes; all columns as LibreOffice would guess them.
    HOME=$scratch "$office" --headless --infilter="CSV:44,34,76,1" --convert-to pdf \
      --outdir "$look" "$table" > "$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }
    pages "$look/$name.pdf" "$look/$name-table"
  done
else
  missing LibreOffice "tables"
fi
ls "$look" | wc -l | sed 's/$/ pictures in the folder look/'
