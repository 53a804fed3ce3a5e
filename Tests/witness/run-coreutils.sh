#!/usr/bin/env bash
# The draw of one small district by awk, sort and sha256sum alone: 门头沟区 of the sample plans, its
# rules written out by hand from plans/110109-mentougou.json5 and plans/common.json5. Called by
# `make witness` with BIN, the release binary, and OUT, a folder for what is made here. Exit
# status: 0 agrees, 1 differs, 77 could not run.
set -u
cd "$(dirname "$0")/../.." || exit 77
seed='shuangsuiji sample 2026Q4'
folder=$OUT/coreutils
export LC_ALL=C
mkdir -p "$folder"
for tool in awk sort sha256sum; do
  command -v $tool >/dev/null || { echo "coreutils could not: no $tool"; exit 77; }
done
"$BIN" draw plans/110109-mentougou.json5 --seed "$seed" --output "$folder" --csv plain --quiet \
  --force >/dev/null || exit 1

# Targets left out by the frequency rules: twice this year, within 60 days, drawn within 12 months.
awk -F, 'NR > 1 && $2 < "2026-10-01" && $5 !~ /^(投诉举报|转办交办|复查|依申请)$/ {
    if ($2 >= "2026-01-01" && !seen[$1, $2]++) year[$1]++
    if ($2 > last[$1]) last[$1] = $2
    if ($4 != "" && $2 > drawn[$1]) drawn[$1] = $2
    ids[$1]
  }
  END { for (id in ids)
    if (year[id] >= 2 || last[id] > "2026-08-02" || drawn[id] > "2025-10-01") print id }' \
  samples/history.csv | sort >"$folder/left-out"

# Task, stratum and id of everybody in a frame.
awk -F, -v left_out="$folder/left-out" 'BEGIN { while ((getline id < left_out) > 0) out[id] }
  NR > 1 && $4 == "110109" && $8 !~ /^(吊销|注销|迁出)$/ && !($1 in out) {
    if (";" $10 ";" ~ /;(食品经营|餐饮服务);/) print 1, $9, $1
    print 2, $9, $1
    if ($7 ~ /^(H61|N786)/ || $2 ~ /民宿|农家院/) print 3, "-", $1
  }' samples/targets.csv >"$folder/frame"

s=$(printf '%s' "$seed" | sha256sum | cut -c1-64)
k=$(printf 'ssj1|%s|targets' "$s" | sha256sum | cut -c1-64)
while read -r task stratum id; do
  ticket=$(printf '%s|%s' "$k" "$id" | sha256sum | cut -c1-64)
  echo "$task $stratum $ticket $id"
done <"$folder/frame" | sort -k1,1n -k2,2 -k3,3 >"$folder/order"

# n and alternates of each stratum, then everybody up to there.
awk 'function up(product, divisor) { return int((product + divisor - 1) / divisor) }
  function least(a, b) { return a < b ? a : b }
  NR == FNR { N[$1, $2]++; next }
  {
    all = N[$1, $2]
    if ($1 == 1) { n = up(all * 6, 100); n = least(n < 1 ? 1 : n, all); more = 1 }
    if ($1 == 2) {
      n = up(all * ($2 == "A" || $2 == "B" ? 2 : $2 == "C" ? 8 : 30), 100); more = up(n, 10)
    }
    if ($1 == 3) { n = least(3, all); more = 0 }
    place = ++places[$1, $2]
    if (place <= n + least(more, all - n))
      print "京门市监抽查〔2026〕2" $1 "号," ($2 == "-" ? "" : $2) "," place "," $4 "," $3 "," \
        (place <= n ? "正选" : "备选")
  }' "$folder/order" "$folder/order" >"$folder/mine"
cut -d, -f1-4,6,7 "$folder/BJ-2026Q4-110109/draw.csv" | tail -n +2 >"$folder/theirs"
differences=$(diff "$folder/mine" "$folder/theirs" | grep -c '^[<>]')
echo "coreutils ran: awk, sort and sha256sum: 1 draw, $(wc -l <"$folder/mine") rows, $differences differences"
[ "$differences" = 0 ] && [ -s "$folder/mine" ]
