"""Draws random small worlds with the program and recomputes each.

    python3 Tests/witness/attack.py --program PATH --folder DIR [--from N] [--count N]

A world stays under DIR when the program and the witness differ. Exit status 1 when any does.
"""

from __future__ import annotations

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

from recompute import read_table, recompute
from registry import read_records
from worlds import World, arguments, random_world, write

FILES = ["plan", "draw", "workload", "notice"]
MARK = b"\xef\xbb\xbf"


def attack(program: Path, folder: Path, seed: int) -> str:
    """One world: "same", "different", or how the program refused it."""
    shutil.rmtree(folder, ignore_errors=True)
    world = random_world(seed)
    plans = write(world, folder)
    form = "plain" if seed % 3 == 0 else "people"
    done = draw(program, plans, seed, folder / "out", "--csv", form, "--jobs", str(seed % 4 + 1))
    (folder / "messages").write_text(done.stderr)
    records = [folder / "out" / plan.stem / "record.json" for plan in plans]
    if not all(record.exists() for record in records):
        codes = re.findall(r": error: (\[[a-z-]+\])", done.stderr)
        return f"refused {done.returncode} {' '.join(sorted(set(codes)))}"
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        same = [recomputes(record, plan) for record, plan in zip(records, plans)]
        same.append(is_same_shuffled(program, world, plans, seed, folder, form))
    (folder / "witness").write_text(said.getvalue())
    return f"same, status {done.returncode}" if all(same) else "different"


def draw(
    program: Path, plans: list[Path], seed: int, out: Path, *options: str
) -> subprocess.CompletedProcess[str]:
    command = [program, "draw", *plans, "--seed", f"世界 {seed}", "--output", out]
    command += ["--language", "en", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=600)


def recomputes(record: Path, plan: Path) -> bool:
    try:
        return recompute(record, plan, None, 3)
    except Exception:
        print(traceback.format_exc())
        return False


def is_same_shuffled(
    program: Path, world: World, plans: list[Path], seed: int, folder: Path, form: str
) -> bool:
    """Draws again from the same rows in another order, with another number of threads; in the
    same form, because the notice shows the hash of the list."""
    for role in ("targets", "history", "recusals", "items", "calendar"):
        if role in world.tables:
            shuffle(world, folder / f"{role}.csv")
    jobs = str((seed + 2) % 5 + 1)
    done = draw(program, plans, seed, folder / "again", "--csv", form, "--jobs", jobs)
    names = [f"{plan.stem}/{name}.csv" for plan in plans for name in FILES]
    changed = [name for name in names if not is_same_table(folder, name)]
    if changed:
        print(f"  in another order: {' '.join(changed)}\n{done.stderr[-300:]}")
    return not changed


def shuffle(world: World, path: Path) -> None:
    """The same records, as they are spelled, in another order and with other line ends."""
    header, records = read_records(path.read_bytes())
    texts = [source.text for _, source in records]
    world.random.shuffle(texts)
    first = ",".join('"' + name.replace('"', '""') + '"' for name in header)
    end = world.random.choice(["\n", "\r\n"])
    path.write_bytes(end.join([first, *texts, ""]).encode())


def is_same_table(folder: Path, name: str) -> bool:
    paths = [folder / "out" / name, folder / "again" / name]
    if not paths[1].exists():
        return False
    first, again = (read_table(path, path.read_bytes()[:3] == MARK) for path in paths)
    return first == again


def main() -> int:
    given = arguments(__doc__)
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
    same = sum(count for result, count in results.items() if result.startswith("same"))
    print(f"{same} worlds recomputed, {results['different']} different "
          f"({given.count - same - results['different']} refused by the program)")
    return 1 if results["different"] or not same else 0


if __name__ == "__main__":
    sys.exit(main())
