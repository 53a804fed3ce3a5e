#!/usr/bin/env bash
# The same draws by Spark (see engines.py). Called by `make witness` with BIN, the release binary,
# and OUT, a folder for what is made here. Exit status: 0 agrees, 1 differs, 77 could not run.
set -u
here=$(dirname "$0")
mkdir -p "$OUT"
venv=$OUT/venv-spark
if ! "$venv/bin/python" -c 'import pyspark' 2>/dev/null; then
  if ! { python3 -m venv "$venv" && "$venv/bin/python" -m pip install --quiet \
    --disable-pip-version-check pyspark; } >"$OUT/spark-install.txt" 2>&1; then
    echo "spark    could not: no Spark ($(tail -n 1 "$OUT/spark-install.txt"))"
    exit 77
  fi
fi
exec "$venv/bin/python" "$here/engines.py" spark --binary "$BIN" --folder "$OUT/spark" 2>"$OUT/spark.log"
