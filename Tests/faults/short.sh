#!/usr/bin/env bash
# A sample of `make faults` within `make test`, under a minute; says what cannot be tried here.
set -euo pipefail
cd "$(dirname "$0")/../.."
if ! python3 -c '' 2> /dev/null; then
  echo "faults: not tried: there is no python3 here"
  exit 0
fi
# What was tested is what `swift test` has just built.
bin=.build/debug/shuangsuiji
[ -x "$bin" ] || bin=.build/release/shuangsuiji
exec python3 Tests/faults/faults.py --binary "$bin" --short --seconds 40
