#!/usr/bin/env bash
# The whole procedure by Python's standard library, written from the protocol's page: the sample
# draws cell by cell (recompute.py), random worlds (attack.py), worlds whose registry stands in parts
# (parts.py), tight worlds by trying everything (tight.py), and commitments, seeds, ledgers and
# replacements of random worlds (trust.py). Called by `make witness` with BIN, the release binary,
# and OUT, a folder for what is made here. Exit status: 0 agrees, 1 differs, 77 could not run.
set -u
here=$(dirname "$0")
folder=$OUT/python
export PYTHONDONTWRITEBYTECODE=1
mkdir -p "$folder"
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
  echo "python    could not: no Python 3.10 or newer"
  exit 77
fi
rm -rf "$folder/samples"
"$BIN" draw plans/11*.json5 --seed 'shuangsuiji sample 2026Q4' --output "$folder/samples" \
  --csv plain --quiet >/dev/null
differs=0
says() {
  local name=$1 status
  shift
  "$@" >"$folder/$name.txt" 2>&1
  status=$?
  echo "python    ran: $name: $(tail -n 1 "$folder/$name.txt")"
  if [ $status -ne 0 ]; then
    differs=1
    head -n 20 "$folder/$name.txt"
  fi
}
says recompute python3 "$here/recompute.py" "$folder"/samples/*/record.json
says attack python3 "$here/attack.py" --program "$BIN" --folder "$folder/attack" \
  --count "${WORLDS:-100}"
says parts python3 "$here/parts.py" --program "$BIN" --folder "$folder/parts" \
  --count "${WORLDS:-100}"
says tight python3 "$here/tight.py" --program "$BIN" --folder "$folder/tight" \
  --count "$((3 * ${WORLDS:-100}))"
says trust python3 "$here/trust.py" --program "$BIN" --folder "$folder/trust" \
  --count "${WORLDS:-100}"
exit $differs
