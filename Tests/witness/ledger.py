"""Ledgers, read from the protocol's page alone: the chain, and where a draw stands in it.

    python3 Tests/witness/ledger.py LEDGER     checks the chain; exit status 1 when it is broken
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

Entry = dict[str, Any]
ZEROS = "0" * 64


def read_ledger(path: Path) -> list[Entry]:
    """The entries; a ValueError names the first line that is not as it was written."""
    lines = path.read_bytes().split(b"\n")
    if lines.pop():
        raise ValueError(f"line {len(lines) + 1} is cut")
    previous, entries = ZEROS, []
    for number, line in enumerate(lines, 1):
        entry = json.loads(line)
        canonical = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
        if canonical != line or list(entry) != ["sequence", "kind", "previous", "data"]:
            raise ValueError(f"line {number} is no entry")
        if entry["sequence"] != number or entry["previous"] != previous:
            raise ValueError(f"line {number} does not continue line {number - 1}")
        previous = sha256(line).hexdigest()
        entries.append(entry)
    return entries


def standing(folder: Path, record: bytes) -> list[str]:
    """Commitment, draws, voids and list of a draw, as its notice must show them."""
    hashes = [sha256(record).hexdigest(), sha256((folder / "draw.csv").read_bytes()).hexdigest()]
    entries = read_ledger(folder.parent / "ledger.jsonl")
    draws = [entry for entry in entries if entry["kind"] == "draw"]
    own = [entry for entry in draws if entry["data"]["record"] == hashes[0]][-1]
    place = ("district", "from", "to")
    earlier = [
        entry["sequence"]
        for entry in draws
        if entry["sequence"] < own["sequence"]
        and all(entry["data"][key] == own["data"][key] for key in place)
    ]
    voids = [
        entry
        for entry in entries[: own["sequence"] - 1]
        if entry["kind"] == "void" and entry["data"]["entry"] in earlier
    ]
    committed = own["data"]["commitment"] or "未事先承诺"
    return [committed, str(len(earlier) + 1), str(len(voids)), hashes[1]]


if __name__ == "__main__":
    try:
        print(f"{len(read_ledger(Path(sys.argv[1])))} lines, unbroken")
    except ValueError as problem:
        sys.exit(str(problem))
