#!/usr/bin/env bash
# Coverage-guided fuzzing with the toolchain's libFuzzer and address sanitizer: `make fuzz`.
# SECONDS_A_RUN is how long; inputs that were worth keeping stay in .build-fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/../.."
place=.build-fuzz
mkdir -p $place/corpus
flags=(-O -enable-testing -parse-as-library -swift-version 6 -sanitize=fuzzer,address -wmo
  -package-name shuangsuiji
  -I $place -I Sources/Lanes/include)
if ! printf '@_cdecl("LLVMFuzzerTestOneInput") public func f(_ p: UnsafeRawPointer?, _ n: Int) -> CInt { 0 }\n' |
  swiftc -sanitize=fuzzer -parse-as-library - -o $place/probe 2> /dev/null; then
  echo "fuzz: this toolchain does not link -sanitize=fuzzer; not run"
  exit 0
fi
printf 'module Lanes { umbrella "%s/Sources/Lanes/include" export * }\n' "$PWD" \
  > $place/module.modulemap
for file in Sources/Lanes/*.c; do
  clang -O2 -ISources/Lanes/include -c "$file" -o $place/"$(basename "$file" .c)".o
done
for module in Sampling Tables DoubleRandom; do
  find Sources/$module -name '*.swift' | sort | xargs swiftc "${flags[@]}" -module-name $module \
    -emit-module -emit-module-path $place/$module.swiftmodule -c -o $place/$module.o
done
swiftc "${flags[@]}" -module-name Fuzz Tests/fuzz/FuzzTargets.swift Tests/TablesTests/SlowReader.swift \
  $place/*.o -o $place/fuzz 2> >(grep -v 'ld.gold: warning' >&2)
# Seeds: the small world, one input a reader.
number=0
for kind in 0 1 2 3 4 5; do
  for file in Tests/CommandTests/World/* Tests/CommandTests/Golden/BJ-2026Q4-110109/record.json; do
    number=$((number + 1))
    { printf "\\x0$kind\\x10"; head -c 3000 "$file"; } > $place/corpus/seed-$number
  done
done
exec $place/fuzz -max_total_time="${SECONDS_A_RUN:-120}" -max_len=4096 -timeout=20 \
  -rss_limit_mb=4096 -print_final_stats=1 -artifact_prefix=$place/ $place/corpus
