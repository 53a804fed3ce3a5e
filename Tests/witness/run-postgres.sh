#!/usr/bin/env bash
# The same draws by PostgreSQL (see engines.py), in a temporary cluster on a socket of its own.
# Called by `make witness` with BIN, the release binary, and OUT, a folder for what is made here.
# Exit status: 0 agrees, 1 differs, 77 could not run.
set -u
here=$(dirname "$0")
mkdir -p "$OUT"
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes \
      --no-install-recommends postgresql postgresql-client; } >"$OUT/postgres-install.txt" 2>&1
  fi
fi
exec python3 "$here/engines.py" postgres --binary "$BIN" --folder "$OUT/postgres"
