#!/usr/bin/env bash
# Pictures of all that people open: pages in headless Chromium at desktop and phone width, in both
# colour schemes and on paper; tables as LibreOffice holds them, compared cell by cell with what was
# written. A picture says nothing by itself: open it. What cannot run here is said and left out.
#
#   bash Tests/look.sh BINARY OUT PLAN    pictures of OUT/PLAN and OUT/index.html in OUT/look
set -euo pipefail

binary=$(realpath "$1") out=$(realpath "$2") plan=$3
here=$(realpath "$(dirname "$0")")
look=$out/look
folder=$out/$plan
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
rm -rf "$look"
mkdir -p "$look"

missing() { echo "look: $1 is not installed: no $2" >&2; }

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
office=$(command -v soffice || command -v libreoffice || true)

browse() {
  "$chromium" --headless --no-sandbox --disable-gpu --user-data-dir="$scratch/profile" "$@" \
    > "$scratch/log" 2>&1 || { cat "$scratch/log" >&2; return 1; }
}

# shot NAME FILE WIDTH HEIGHT [dark]
shot() {
  local scheme=()
  if [ "${5-}" = dark ]; then scheme=(--blink-settings=preferredColorScheme=0); fi
  browse "${scheme[@]}" --hide-scrollbars --window-size="$3,$4" --screenshot="$look/$1.png" \
    "file://$2"
}

# paper NAME FILE
paper() {
  browse --no-pdf-header-footer --print-to-pdf="$look/$1.pdf" "file://$2"
  if command -v pdftoppm > /dev/null; then
    pdftoppm -r 80 -l 9 -png "$look/$1.pdf" "$look/$1-paper"
  else
    missing pdftoppm "pictures of paper"
  fi
}

# A small world whose registry was written by somebody who means harm.
hostile() {
  cp -r "$here/CommandTests/World" "$scratch/world"
  sed -i -e 's/北京样例[0-9]*0有限公司/"=HYPERLINK(""http:\/\/example.invalid"",""x"")"/' \
    -e 's/北京样例[0-9]*1有限公司/"<script>alert(1)<\/script>"/' \
    -e 's/北京样例[0-9]*2有限公司/@SUM(1+1)/' -e "s/北京样例[0-9]*3有限公司/\"-2+3'\"\"\"/" \
    -e 's/北京样例[0-9]*4有限公司/\xe2\x80\xae司公限有/' -e 's/北京样例[0-9]*5有限公司/＝1+1/' \
    -e 's/北京样例[0-9]*6有限公司/＋86 ０１０/' "$scratch/world/targets.csv"
  (cd "$scratch/world" && "$binary" draw plan.json5 --seed look --output hostile --quiet > /dev/null)
}

# The form filled in for the first days, and what comes of it.
returned() {
  "$binary" results "$folder/record.json" --form "$scratch/form.csv" > /dev/null
  awk -F, 'BEGIN { OFS = "," } NR > 1 && $8 < "2026-10-20" {
    $9 = $8; $10 = NR % 7 ? "未发现问题" : "已责令改正；待后续处理" } { print }' \
    "$scratch/form.csv" > "$scratch/filled.csv"
  # Elsewhere, so that the ledger of the samples stays as it is.
  mkdir "$scratch/copy"
  cp -r "$folder" "$out/ledger.jsonl" "$out/summary.csv" "$scratch/copy"
  "$binary" results "$scratch/copy/$plan/record.json" "$scratch/filled.csv" --quiet \
    --output "$scratch/returned" > /dev/null
}

hostile
returned
if [ -n "$chromium" ]; then
  "$binary" report "$folder/record.json" --page sheets > "$scratch/sheets.html"
  "$binary" report "$folder/record.json" --language en > "$scratch/report-en.html"
  for page in "report $folder/report.html 5400" "report-en $scratch/report-en.html 5400" \
    "notice $folder/notice.html 1400" "index $out/index.html 1500" \
    "publication $scratch/returned/$plan/publication.html 1800" \
    "sheets $scratch/sheets.html 2000"; do
    read -r name file height <<< "$page"
    shot "$name-desktop-light" "$file" 1200 "$height"
    shot "$name-desktop-dark" "$file" 1200 "$height" dark
    shot "$name-phone-light" "$file" 390 "$((height * 3 / 2))"
    shot "$name-phone-dark" "$file" 390 "$((height * 3 / 2))" dark
    paper "$name" "$file"
  done
else
  missing Chromium "pages"
fi

if [ -n "$office" ] && command -v python3 > /dev/null; then
  python3 "$here/spreadsheet.py" "$office" "$scratch/tables" "$folder"/*.csv "$out/summary.csv" \
    "$scratch/form.csv" "$scratch/returned/$plan"/{results,publication,open}.csv \
    "$scratch"/world/hostile/*/*.csv
  if [ -n "$chromium" ]; then
    for table in "$scratch"/tables/*/*.html; do
      shot "table-$(basename "$(dirname "$table")")-$(basename "$table" .html)" "$table" 2400 700
    done
  fi
else
  missing LibreOffice "tables"
fi
echo "$(find "$look" -name '*.png' | wc -l) pictures in the folder look of the results"
