#!/usr/bin/env python3
"""A draw of a plan for each district from real text, long quoted cells and all, beside DuckDB's bare scan-and-filter.

    out/venv/bin/python Tests/bench/real.py --real FILE.csv --rows 2760000     (make bench-real)

FILE is a part of a real registry with the columns 统一社会信用代码, 地区, 企业类型, 注册日期. It is repeated to the rows
asked for, every repetition with new codes whose check digits are right. Measured like peers.py.
"""

import argparse
import csv
import json
import os
import sys
from pathlib import Path

from peers import Contender, SEED, duckdb_run, table

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SINCE = "1990-01-01"


def weighted(text: str, weights: list[int]) -> int:
    return sum(ALPHABET.index(letter) * weight for letter, weight in zip(text, weights))


def code(prefix: str, number: int) -> str:
    """A code of GB 32100 for the organisation of that number, both check digits right."""
    organisation = f"{number:08d}"
    rest = -weighted(organisation, [3, 7, 9, 10, 5, 8, 4, 2]) % 11
    body = prefix + organisation + ("X" if rest == 10 else str(rest))
    return body + ALPHABET[-weighted(body, [3**i % 31 for i in range(17)]) % 31]


def prepare(real: Path, folder: Path, rows: int) -> tuple[Path, list[str]]:
    """Writes registry and plans; returns them. The same rows are not made twice."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(real, encoding="utf-8", newline="") as file:
        header, *records = csv.reader(file)
    column = {name: index for index, name in enumerate(header)}
    districts = sorted({record[column["地区"]] for record in records} - {"N/A", ""})
    registry = folder / f"real-{rows}.csv"
    if not registry.exists():
        unfinished = registry.with_suffix(".unfinished")
        with open(unfinished, "w", encoding="utf-8", newline="", buffering=1 << 22) as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(header)
            for number in range(rows):
                record = list(records[number % len(records)])
                record[column["统一社会信用代码"]] = code("91110108", 10_000_000 + number)
                writer.writerow(record)
        unfinished.rename(registry)
    plans = []
    for number, district in enumerate(districts):
        plan = {
            "id": f"real-{number + 1:02d}", "title": f"{district}双随机抽查计划",
            "authority": district, "district": district,
            "period": {"from": "2026-10-01", "to": "2026-12-31"},
            "inputs": {"targets": {"file": registry.name, "columns": {"district": "地区"}}},
            "tasks": {
                "registration": {
                    "number": "bench", "title": "登记事项检查", "items": [],
                    "scope": {"注册日期": {"from": SINCE}}, "strata": ["企业类型"],
                    "quantity": "5%", "alternates": "10%",
                }
            },
        }
        plans.append(str(folder / f"real-{number + 1:02d}.json5"))
        Path(plans[-1]).write_text(json.dumps(plan, ensure_ascii=False, indent=2))
    return registry, plans


def count(registry: str, threads: int) -> None:
    duckdb_run(
        f"select count(*) from read_csv('{registry}', all_varchar = true) "
        f"where 注册日期 >= '{SINCE}'", threads)


def main() -> None:
    parser = argparse.ArgumentParser(description="compare a draw from real text with DuckDB")
    parser.add_argument("--binary", default=".build/release/shuangsuiji")
    parser.add_argument("--real", type=Path)
    parser.add_argument("--rows", type=int, default=2_760_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path("out/real"))
    parser.add_argument("--count", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.count:
        count(options.count, options.threads)
        return
    options.load = os.getloadavg()[0]
    registry, plans = prepare(options.real, options.folder, options.rows)
    drawn = options.folder / "drawn"
    ours = [options.binary, "draw", *plans, "--seed", SEED, "--csv", "plain", "--quiet"]
    ours += ["--output", str(drawn), "--jobs", str(options.threads)]
    theirs = [
        sys.executable, __file__, "--count", str(registry), "--threads", str(options.threads)]
    found = [
        Contender(f"shuangsuiji: the whole draw of {len(plans)} plans, files on disk", ours, output=drawn),
        Contender(f"DuckDB: bare `count(*) … where 注册日期 >= '{SINCE}'`", theirs, True),
    ]
    for number in range(options.rounds + 1):
        for contender in found:
            contender.run(dict(os.environ))
            if number == 0:
                contender.forget()
    print(table(found, options, registry.stat().st_size, len(plans)))


if __name__ == "__main__":
    main()
