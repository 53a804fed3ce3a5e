#!/usr/bin/env bash
# Coverage-guided fuzzing with the toolchain's libFuzzer and address sanitizer: `make fuzz`.
# SECONDS_A_RUN is how long each target runs (TARGETS: which); inputs that were worth keeping stay in
# .build-fuzz/corpus, crashers in .build-fuzz/crash-TARGET-*.
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
# Seeds: the small world and what was drawn from it.
world=Tests/CommandTests/World
past=Tests/CommandTests/Past/0.1.0/drawn
seeds() {
  case $1 in
    scan | lines) printf '%s\n' $world/*.csv ;;
    json5 | plan) printf '%s\n' $world/*.json5 plans/common.json5 ;;
    record) printf '%s\n' $past/*/record.json ;;
    ledger) printf '%s\n' $past/ledger.jsonl ;;
    commitment) printf '%s\n' $past/*/record.json Tests/fuzz/seeds/* ;;
  esac
}
failed=()
for target in ${TARGETS:-scan lines json5 plan record ledger commitment}; do
  mkdir -p $place/corpus/$target
  number=0
  for file in $(seeds $target); do
    number=$((number + 1))
    { case $target in scan | lines) printf '\x10' ;; esac; head -c 12000 "$file"; } \
      > $place/corpus/$target/seed-$number
  done
  echo "fuzz: $target"
  FUZZ_TARGET=$target $place/fuzz -max_total_time="${SECONDS_A_RUN:-60}" -max_len=12000 -timeout=20 \
    -rss_limit_mb=4096 -print_final_stats=1 -verbosity=0 -artifact_prefix=$place/crash-$target- \
    $place/corpus/$target || failed+=("$target")
done
rm -f /dev/shm/shuangsuiji-fuzz-*
if [ ${#failed[@]} -gt 0 ]; then
  echo "fuzz: crashed: ${failed[*]}; the inputs: $place/crash-*"
  exit 1
fi
