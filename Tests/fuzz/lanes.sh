#!/usr/bin/env bash
# The C lanes under the address and undefined-behaviour sanitizers: part of `make sanitize`.
set -euo pipefail
cd "$(dirname "$0")/../.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
clang -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -ISources/Lanes/include \
  Tests/fuzz/lanes.c Sources/Lanes/*.c -o "$place/lanes" 2> >(grep -v "ld.gold: warning" >&2)
"$place/lanes"
