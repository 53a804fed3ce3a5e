#!/usr/bin/env bash
# `make witness`: every witness in turn, from a fresh clone too. Each Tests/witness/run-*.sh installs
# what it needs (under OUT, or by apt), prints what ran and with what result, or why it could not,
# and exits with 0 (agrees), 77 (could not run) or anything else (differs).
#
#   BIN=.build/release/shuangsuiji OUT=out/witness bash Tests/witness/witness.sh [NAME…]
#
# WORLDS (100) is how many random worlds each Python witness draws, COUNT (40) how many districts
# OR-Tools judges, TRIPS (6000) how large its last one is.
#
# Exit status 0 only if nothing differs and something ran.
set -u
cd "$(dirname "$0")/../.." || exit 2
export BIN=${BIN:-.build/release/shuangsuiji} OUT=${OUT:-out/witness}
mkdir -p "$OUT"
agreed=0 missing=0 differing=
names=("$@")
if [ ${#names[@]} = 0 ]; then
  for script in Tests/witness/run-*.sh; do
    name=${script##*/run-}
    names+=("${name%.sh}")
  done
fi
for name in "${names[@]}"; do
  started=$SECONDS
  bash "Tests/witness/run-$name.sh"
  status=$?
  echo "          ($name: $((SECONDS - started)) s)"
  case $status in
    0) agreed=$((agreed + 1)) ;;
    77) missing=$((missing + 1)) ;;
    *) differing="$differing $name" ;;
  esac
done
echo "witnesses: $agreed agree, $missing could not run${differing:+, DIFFER:$differing}"
[ -z "$differing" ] && [ $agreed -gt 0 ]
