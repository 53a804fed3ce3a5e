#!/usr/bin/env bash
# The same draws by DuckDB (see engines.py). Called by `make witness` with BIN, the release binary,
# and OUT, a folder for what is made here. Exit status: 0 agrees, 1 differs, 77 could not run.
set -u
here=$(dirname "$0")
mkdir -p "$OUT"
venv=$OUT/venv-duckdb
if ! "$venv/bin/python" -c 'import duckdb' 2>/dev/null; then
  if ! { python3 -m venv "$venv" && "$venv/bin/python" -m pip install --quiet \
    --disable-pip-version-check duckdb; } >"$OUT/duckdb-install.txt" 2>&1; then
    echo "duckdb    could not: no DuckDB ($(tail -n 1 "$OUT/duckdb-install.txt"))"
    exit 77
  fi
fi
exec "$venv/bin/python" "$here/engines.py" duckdb --binary "$BIN" --folder "$OUT/duckdb"
