"""Draws random small worlds with the program and recomputes each.

    python3 Tests/witness/attack.py --program PATH --folder DIR [--from N] [--count N]

A world stays under DIR when the program and the witness differ. Exit status 1 when any does.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shutil
import subprocess
import sys
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from recompute import recompute
from worlds import random_world, write


def attack(program: Path, folder: Path, seed: int) -> str:
    """One world: "same", "different", or how the program refused it."""
    shutil.rmtree(folder, ignore_errors=True)
    world = random_world(seed)
    plan = write(world, folder)
    form = "plain" if seed % 3 == 0 else "people"
    command = [program, "draw", plan, "--seed", f"世界 {seed}", "--output", folder / "out"]
    command += ["--csv", form, "--jobs", str(seed % 4 + 1), "--language", "en"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    (folder / "messages").write_text(done.stderr)
    record = folder / "out" / f"W{seed}" / "record.json"
    if not record.exists():
        codes = re.findall(r": error: (\[[a-z-]+\])", done.stderr)
        return f"refused {done.returncode} {' '.join(sorted(set(codes)))}"
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        try:
            same = recompute(record, plan, None, 3)
        except Exception:
            same = False
            said.write(traceback.format_exc())
    (folder / "witness").write_text(said.getvalue())
    return f"same, status {done.returncode}" if same else "different"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="N")
    parser.add_argument("--count", type=int, default=100)
    given = parser.parse_args()
    results: Counter[str] = Counter()
    for seed in range(given.first, given.first + given.count):
        folder = given.folder / str(seed)
        result = attack(given.program, folder, seed)
        results[result] += 1
        if result.startswith("same"):
            shutil.rmtree(folder)
        elif result == "different":
            said = (folder / "witness").read_text().splitlines()
            print("\n".join([f"world {seed}", *(l for l in said if " 0 different" not in l)]))
    for result, count in sorted(results.items()):
        print(f"{count:6} {result}")
    return 1 if results["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
