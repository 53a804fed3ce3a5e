#!/usr/bin/env bash
# Recomputes twenty tickets of the sample draw with sha256sum alone, from the published seed.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.build/release/shuangsuiji
[ -x "$bin" ] || bin=.build/debug/shuangsuiji
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
seed='shuangsuiji sample 2026Q4'
"$bin" draw plans/110105-chaoyang.json5 --seed "$seed" --output "$folder" --csv plain --quiet > /dev/null
draw=$(echo "$folder"/*/draw.csv)
record=$(echo "$folder"/*/record.json)

s=$(printf '%s' "$seed" | sha256sum | cut -c1-64)
declare -A key
while read -r stage; do
  key[$stage]=$(printf 'ssj1|%s|%s' "$s" "$stage" | sha256sum | cut -c1-64)
done < <(grep -oE '"targets[a-z0-9._/-]*": "[0-9a-f]{64}"' "$record" | cut -d'"' -f2 | sort -u)

passed=0
failed=0
rows=$(tail -n +2 "$draw" | wc -l)
for i in $(seq 1 20); do
  line=$(tail -n +2 "$draw" | sed -n "$((1 + (i * 7919) % rows))p")
  id=$(printf '%s' "$line" | cut -d, -f4)
  ticket=$(printf '%s' "$line" | cut -d, -f6)
  found=no
  for stage in "${!key[@]}"; do
    [ "$(printf '%s|%s' "${key[$stage]}" "$id" | sha256sum | cut -c1-64)" = "$ticket" ] && found=yes
  done
  if [ $found = yes ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" = 20 ]
