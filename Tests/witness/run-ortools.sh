#!/usr/bin/env bash
# Pairings judged by OR-Tools (see flow_pairing.py). Called by `make witness` with BIN, the release
# binary, and OUT, a folder for what is made here. Exit status: 0 agrees, 1 differs, 77 could not run.
set -u
here=$(dirname "$0")
mkdir -p "$OUT"
venv=$OUT/venv-ortools
if ! "$venv/bin/python" -c 'import ortools' 2>/dev/null; then
  if ! { python3 -m venv "$venv" && "$venv/bin/python" -m pip install --quiet \
    --disable-pip-version-check ortools numpy; } >"$OUT/ortools-install.txt" 2>&1; then
    echo "ortools   could not: no OR-Tools ($(tail -n 1 "$OUT/ortools-install.txt"))"
    exit 77
  fi
fi
exec "$venv/bin/python" "$here/flow_pairing.py" --program "$BIN" --folder "$OUT/ortools" \
  --count "${COUNT:-40}" --trips "${TRIPS:-6000}"
