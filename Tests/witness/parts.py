"""Random worlds whose registry stands in several files: drawn by parts, merged, and recomputed.

    python3 Tests/witness/parts.py --program PATH --folder DIR [--from N] [--count N]

Each part is drawn by `draw --partial`, the partial draws are merged, and the same plans are drawn
over all parts at hand. Both folders must be equal byte for byte, `verify` must repeat the merged
records, and the witness, which reads all parts as one registry, must compute every cell of them.
Where it finds a target in two parts, the program must refuse. Exit status 1 when anything differs;
such a world stays under DIR.
"""

from __future__ import annotations

import contextlib
import io
import random
import re
import shutil
import subprocess
import sys
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import json5
from campaign import TwoParts, conduct
from protocol import H
from recompute import recompute
from worlds import World, arguments, random_world, write


def divide(world: World, r: random.Random) -> World:
    """Divides the registry of a world by chance, by district or by lines; rows that one id shares
    mostly stay together, because parts must be disjoint."""
    spec = world.plan["inputs"]["targets"]
    rows = world.tables["targets"]
    count = r.choice([1, 2, 2, 3, 5])
    names = [f"{r.choice(['', '各区/'])}part-{number}.csv" for number in range(count)]
    rule = r.choice(["chance", "district", "lines", "one"])
    strays = r.randrange(10) == 0
    places: dict[str, int] = {}
    world.parts = {name: [] for name in names}
    for number, row in enumerate(rows):
        unit = row["统一社会信用代码"].strip(" \t\u3000").upper()
        place = {
            "chance": r.randrange(count),
            "district": ["X", "新区", "Y"].index(row["所属区"]) % count,
            "lines": number * count // len(rows),
            "one": count - 1,
        }[rule]
        if not strays:
            place = places.setdefault(unit, place)
        world.parts[names[place]].append(row)
    if r.randrange(2):
        del world.plans[1:]
    for plan in [world.plan, *world.plans]:
        spec = plan["inputs"]["targets"]
        spec.pop("file", None)
        spec.pop("setAside", None)
        spec.pop("values", None)
        spec["parts"] = names
    return world


def parted_world(seed: int) -> World:
    return divide(random_world(seed), random.Random(f"parts {seed}"))


def run(program: Path, folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    command = [program, *map(str, words), "--language", "en"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
    with (folder / "messages").open("a") as said:
        said.write(f"{' '.join(map(str, words))}: {done.returncode}\n{done.stderr}")
    return done


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    return " ".join(sorted(set(re.findall(r": error: (\[[a-z-]+\])", done.stderr))))


def attempt(program: Path, folder: Path, seed: int) -> str:
    """One world: "same", "different", or how the program refused it."""
    shutil.rmtree(folder, ignore_errors=True)
    r = random.Random(f"draw parts {seed}")
    world = parted_world(seed)
    folder.mkdir(parents=True)
    plans = [plan.relative_to(folder) for plan in write(world, folder)]
    common = ["--seed", f"世界 {seed}"]
    form = ["--csv", r.choice(["plain", "people"])]
    names = json5.load(folder / plans[0])[0]["inputs"]["targets"]["parts"]
    keep = r.choice([[], [], ["--keep-all"]])
    for name in r.sample(names, len(names)):
        done = run(program, folder, "draw", *plans, "--partial", name, *common, *keep,
                   "--jobs", r.randint(1, 4), "--output", "partial")
        if done.returncode == 2:
            return f"refused by draw --partial: {refusal(done)}"
    folders = [f"partial/part-{number + 1}" for number in range(len(names))]
    r.shuffle(folders)
    merged = run(program, folder, "merge", *plans, "--partials", *folders, *common, *form,
                 "--output", "merged")
    whole = run(program, folder, "draw", *plans, *common, *form, "--output", "whole")
    if merged.returncode != whole.returncode:
        return different(folder, f"merge ends with {merged.returncode}, draw {whole.returncode}")
    if whole.returncode == 2:
        return check_refusal(folder, plans, seed, refusal(merged), refusal(whole))
    if (left := tree(folder / "merged")) != (right := tree(folder / "whole")):
        names = sorted(name for name in left | right if left.get(name) != right.get(name))
        return different(folder, f"merged and whole differ: {' '.join(names)}")
    records = [f"merged/{plan.stem}/record.json" for plan in plans]
    if (again := run(program, folder, "verify", *records)).returncode:
        return different(folder, f"verify ends with {again.returncode}")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        same = [recomputes(folder / record, folder / plan) for record, plan in zip(records, plans)]
    if not all(same):
        return different(folder, said.getvalue())
    return f"same, status {whole.returncode}"


def different(folder: Path, text: str) -> str:
    (folder / "witness").write_text(text)
    return "different"


def check_refusal(folder: Path, plans: list[Path], seed: int, merged: str, whole: str) -> str:
    """Where a target in two parts is the only error, the witness must find it as well."""
    shared = 0
    for plan in plans:
        rules, places, _ = json5.load(folder / plan)
        inputs = {role: path.read_bytes() for role, path in places.items()}
        try:
            conduct(rules, inputs, H(f"世界 {seed}"), teams=False)
        except TwoParts:
            shared += 1
        except Exception:
            pass
    # Beside other errors, merging stops before parts are compared.
    codes = {*merged.split(), *whole.split()}
    if codes <= {"[id-in-two-parts]"} and (merged != whole or not shared):
        return different(folder, f"refused by {merged} and {whole}, witness finds {shared} plans")
    return f"refused {merged}"


def recomputes(record: Path, plan: Path) -> bool:
    try:
        return recompute(record, plan, None, 3)
    except Exception:
        print(traceback.format_exc())
        return False


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def main() -> int:
    given = arguments(__doc__)
    results: Counter[str] = Counter()
    for seed in range(given.first, given.first + given.count):
        folder = given.folder / str(seed)
        result = attempt(given.program, folder, seed)
        results[result] += 1
        if result == "different":
            said = (folder / "witness").read_text().splitlines()
            shown = [line for line in said if " 0 different" not in line][:12]
            print("\n".join([f"world {seed}", *shown]))
        else:
            shutil.rmtree(folder)
    for result, count in sorted(results.items()):
        print(f"{count:6} {result}")
    same = sum(count for result, count in results.items() if result.startswith("same"))
    print(f"{same} worlds drawn by parts, merged and recomputed, {results['different']} different "
          f"({given.count - same - results['different']} refused by the program)")
    return 1 if results["different"] or not same else 0


if __name__ == "__main__":
    sys.exit(main())
