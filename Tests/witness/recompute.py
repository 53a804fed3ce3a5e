"""Recomputes whole draws from their records, written from the protocol's page alone.

    python3 Tests/witness/recompute.py RECORD… [--plan FILE] [--seed-file FILE] [--limit N]

Reads record.json, the plan and the registries, draws again from the seed, and compares every
result file cell by cell. Exit status 0 when nothing differs, 1 when something does.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import json5
import outputs
from campaign import Campaign, conduct
from ledger import standing
from protocol import H, digest
from record import expected_record, summary_row

Difference = tuple[str, Any, Any]
"""Where, what the witness computes, what the program wrote."""


def find_plan(record: dict[str, Any], start: Path) -> Path:
    wanted = record["plan"]["files"][0]
    for folder in [*start.resolve().parents, *(Path.cwd() / "x").parents]:
        for path in (folder / wanted["name"], folder / "plans" / wanted["name"]):
            if path.is_file() and digest(path.read_bytes()) == wanted["digest"]:
                return path
    raise FileNotFoundError(f"no plan {wanted['name']} of the record's digest; name it by --plan")


def unprotected(cell: str) -> str:
    """Takes back the one mark that the people's CSV puts before what a spreadsheet would change."""
    return cell[1:] if cell[:1] in ("'", "\t") else cell


def read_table(path: Path, people: bool) -> list[list[str]]:
    data = path.read_bytes()
    if people != data.startswith(b"\xef\xbb\xbf") or people != (b"\r\n" in data):
        raise ValueError(f"{path} is not in the form that its record names")
    text = data.decode("utf-8-sig" if people else "utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    return [[unprotected(cell) for cell in row] for row in rows] if people else rows


def table_differences(mine: list[list[str]], theirs: list[list[str]]) -> Iterator[Difference]:
    for number in range(max(len(mine), len(theirs))):
        left, right = (table[number] if number < len(table) else [] for table in (mine, theirs))
        for column in range(max(len(left), len(right))):
            a, b = (row[column] if column < len(row) else None for row in (left, right))
            if a != b:
                yield f"row {number + 1}, {[*mine[0], *theirs[0]][column]}", a, b


def value_differences(mine: Any, theirs: Any, place: str = "") -> Iterator[Difference]:
    """Every leaf that the witness expects; what it does not expect is passed over."""
    if isinstance(mine, dict) and isinstance(theirs, dict):
        for key, value in mine.items():
            yield from value_differences(value, theirs.get(key), f"{place}.{key}")
    elif isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        for number, (left, right) in enumerate(zip(mine, theirs)):
            yield from value_differences(left, right, f"{place}[{number}]")
    elif mine != theirs:
        yield place, mine, theirs


def leaves(value: Any) -> int:
    if isinstance(value, (dict, list)):
        parts = value.values() if isinstance(value, dict) else value
        return sum(map(leaves, parts))
    return 1


def report(name: str, compared: int, differences: list[Difference], limit: int) -> bool:
    print(f"{name}: {compared} compared, {len(differences)} different")
    for place, mine, theirs in differences[:limit]:
        print(f"  {place}: witness {mine!r}, program {theirs!r}")
    return not differences


def seed_of(record: dict[str, Any], seed_file: Path | None) -> str:
    text = record["seed"].get("text")
    if seed_file:
        return H(seed_file.read_bytes())
    if text is None:
        raise ValueError("the record holds no seed; name it by --seed-file")
    return H(text)


def recompute(path: Path, plan: Path | None, seed_file: Path | None, limit: int) -> bool:
    data = path.read_bytes()
    record = json.loads(data)
    seed_hash = seed_of(record, seed_file)
    rules, places, files = json5.load(plan or find_plan(record, path))
    inputs = {role: place.read_bytes() for role, place in places.items()}
    campaign = conduct(rules, inputs, seed_hash)
    folder, people = path.parent, record["outputs"]["csv"] == "people"
    print(f"{folder}")
    good = report("  seed", 1, list(value_differences(seed_hash, record["seed"]["hash"])), limit)
    names = ["plan", "draw", "workload", "notice"]
    for name in names + (["rejects"] if (folder / "rejects.csv").exists() else []):
        more = [standing(folder, data)] if name == "notice" else []
        mine = getattr(outputs, f"{name}_table")(campaign, *more)
        theirs = read_table(folder / f"{name}.csv", people)
        found = list(table_differences(mine, theirs))
        good &= report(f"  {name}.csv", sum(map(len, mine)), found, limit)
    expected = expected_record(campaign, files, inputs, folder)
    commitment, draws, voids, _ = standing(folder, data)
    expected["commitment"] = {"committed": commitment != "未事先承诺"}
    expected["ledger"] = {"draws": int(draws), "voids": int(voids)}
    found = list(value_differences(expected, record))
    good &= report("  record.json", leaves(expected), found, limit)
    shown = "" if record["seed"].get("text") is None else seed_hash
    return compare_summary(campaign, data, shown, folder, people, limit) and good


def compare_summary(
    campaign: Campaign, record: bytes, seed_hash: str, folder: Path, people: bool, limit: int
) -> bool:
    header, *rows = read_table(folder.parent / "summary.csv", people)
    theirs = [row for row in rows if row[0] == campaign.plan["id"]]
    mine = [outputs.SUMMARY.split(","), summary_row(campaign, record, seed_hash)]
    found = list(table_differences(mine, [header, *theirs]))
    return report("  ../summary.csv", sum(map(len, mine)), found, limit)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", nargs="+", type=Path, metavar="RECORD")
    parser.add_argument("--plan", type=Path, help="the plan, where it is not found by itself")
    parser.add_argument("--seed-file", type=Path, help="the seed, where the record has its hash")
    parser.add_argument("--limit", type=int, default=10, help="differences shown of each file")
    given = parser.parse_args()
    results = [
        recompute(path, given.plan, given.seed_file, given.limit) for path in given.records
    ]
    print(f"{len(results)} records, {results.count(False)} different")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
