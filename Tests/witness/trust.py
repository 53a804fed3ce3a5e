"""Commitments, seeds, ledgers and replacements of random worlds, recomputed from §9.

    python3 Tests/witness/trust.py --program PATH --folder DIR [--from N] [--count N]

Each world is committed, its seed is made of public lines and a salt, it is drawn, and some of its
targets are replaced, all by the program; every third world has its registry in parts, which are
counted, drawn and merged. Then everything is computed again, from the protocol's
page and with Python's standard library alone: the commitment's hash and every field of it, the
transcript byte by byte, the chain of the ledger, who came for whom, when and with whom. Exit status
1 when anything differs; a world that differs stays under DIR.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
import traceback
from collections import Counter
from datetime import date, timedelta
from os.path import relpath
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import json5
from campaign import Campaign, conduct
from ledger import ZEROS, read_ledger
from protocol import H, ticket
from recompute import read_table
from record import by_district_and_grade, file_facts, input_facts, registry_facts
from parts import divide
from registry import cleaned, read_rows, target_roles
from replacing import HEADER, repeated
from worlds import arguments, random_world, write

SOURCES = [
    {"name": "双色球第2026115期", "format": "NN NN NN+NN", "date": "2026-09-20",
     "fallback": {"name": "双色球第2026116期", "date": "2026-09-22"}},
    {"name": "灯塔 \\N", "format": "X{8}\\N", "date": "2026-09-21",
     "fallback": {"name": "灯塔 2", "date": "2026-09-22"}},
]
REASONS = ["注销", "吊销", "迁出", "无法联系", "未发现相关经营活动"]


class Refused(Exception):
    """The program does not draw this world."""


class Different(Exception):
    """What the program wrote is not what §9 says."""


def same(mine: Any, theirs: Any, what: str) -> None:
    if mine != theirs:
        raise Different(f"{what}: witness {mine!r}, program {theirs!r}")


# -- entropy and seed ------------------------------------------------------------------------


def pattern(text: str) -> str:
    """A format as a regular expression."""
    found, at = "", 0
    while at < len(text):
        if repeat := re.match(r"\{([0-9]+)\}", text[at:]):
            found, at = found + repeat[0], at + len(repeat[0])
            continue
        at += text[at] == "\\"
        literal = re.escape(text[at])
        escaped = at and text[at - 1] == "\\"
        found += literal if escaped else {"N": "[0-9]", "X": "[0-9a-f]"}.get(text[at], literal)
        at += 1
    return found


def is_line(source: dict[str, Any], line: str) -> bool:
    if re.fullmatch(re.escape(source["name"]) + " " + pattern(source["format"]), line):
        return True
    other = source.get("fallback")
    return bool(other) and is_line({"format": source["format"], **other}, line)


def transcript(draw: str, commitment: str, lines: list[str], salt: str) -> bytes:
    entropy = "".join(f"entropy: {line}\n" for line in lines)
    return (f"shuangsuiji-seed/1\ndraw: {draw}\ncommitment: {commitment}\n{entropy}"
            f"salt: {salt}\n").encode()


def draw_name(ids: list[str]) -> str:
    """What the ids begin with, up to a whole part between hyphens; a single id is the name."""
    parts = ids[0].split("-")
    while len(ids) > 1 and parts:
        name = "-".join(parts)
        if all(other == name or other.startswith(name + "-") for other in ids):
            return name
        parts.pop()
    return ids[0]


# -- commitment ------------------------------------------------------------------------------


def source_facts(source: dict[str, Any]) -> dict[str, Any]:
    facts = {key: source[key] for key in ("name", "format", "date")}
    if "fallback" in source:
        facts["fallback"] = source_facts({"format": source["format"], **source["fallback"]})
    return facts


def expected_commitment(
    made: list[tuple[Campaign, list[Path], dict[str, bytes]]], salt: str, program: str
) -> dict[str, Any]:
    inputs: dict[str, dict[str, Any]] = {}
    places: dict[str, Any] = {}
    plans = []
    for campaign, files, data in made:
        plan = campaign.plan
        facts = {role: input_facts(campaign, role, found) for role, found in data.items()}
        for fact in facts.values():
            keys = ("name", "rows", "bytes", "digest", "pieces")
            inputs.setdefault(fact["digest"], {key: fact[key] for key in keys})
        targets = campaign.targets
        read = [row for row, bad in zip(targets.rows, targets.rejected) if not bad]
        registry = "+".join(facts[role]["digest"] for role in target_roles(plan["inputs"]["targets"]))
        places.setdefault(registry, by_district_and_grade(targets, read))
        registry = registry_facts(campaign)
        del registry["byDistrictAndGrade"]
        named = [file_facts(relpath(path, files[0].parent), path.read_bytes()) for path in files]
        plans.append({
            **{key: plan[key] for key in ("id", "title", "authority")},
            "files": [{key: fact[key] for key in ("name", "digest")} for fact in named],
            "inputs": {role: fact["digest"] for role, fact in facts.items()},
            "registry": registry,
            "tasks": [
                {
                    "key": task.key, "number": task.rules["number"], "stage": task.stage,
                    "selected": len(task.selected()),
                    "strata": [
                        {"stratum": s.shown, "N": s.size, "n": s.count, "alternates": s.alternates}
                        for s in task.strata
                    ],
                }
                for task in campaign.tasks
            ],
            "rules": plan,
        })
    return {
        "format": "shuangsuiji-commitment/1", "protocol": "ssj1", "program": program,
        "draw": draw_name([campaign.plan["id"] for campaign, *_ in made]), "sequence": 1,
        "previous": ZEROS, "saltHash": H(salt), "entropy": [source_facts(s) for s in SOURCES],
        "inputs": list(inputs.values()), "byDistrictAndGrade": places, "plans": plans,
    }


# -- the program -----------------------------------------------------------------------------


def run(program: Path, folder: Path, *words: str) -> int:
    done = subprocess.run([program, *words, "--quiet"], cwd=folder, capture_output=True, text=True)
    with (folder / "messages").open("a") as said:
        said.write(f"{' '.join(words)}: {done.returncode}\n{done.stderr}")
    return done.returncode


def of_parts(program: Path, folder: Path, plans: list[str], *words: str) -> list[str]:
    """`--partials` and the folders that the command wrote for each part; empty for one file."""
    names = json5.load(folder / plans[0])[0]["inputs"]["targets"].get("parts", [])
    for name in names:
        if run(program, folder, words[0], *plans, "--partial", name, *words[1:]):
            raise Refused
    made = [f"{words[-1]}/part-{number + 1}" for number in range(len(names))]
    return ["--partials", *made] if made else []


def act(program: Path, world: Any, folder: Path, r: random.Random) -> tuple[list[str], str, int]:
    """Commits, makes the seed, draws, replaces; returns lines, salt and replacements made. Where
    the registry stands in parts, each is counted and drawn by itself and never all together."""
    wrapped = []
    for path in write(world, folder):
        text = json.dumps({"extends": path.name, "entropy": SOURCES}, ensure_ascii=False)
        (folder / f"committed-{path.name}").write_text(text)
        wrapped.append(f"committed-{path.name}")
    salt = "".join(r.choice("0123456789abcdef") for _ in range(40))
    (folder / "salt").write_text(salt + r.choice(["", "\n"]))
    lines = ["双色球第2026115期 03 07 11+18", r.choice(["灯塔 \\N 0123abcdN", "灯塔 2 0123abcdN"])]
    counted = of_parts(program, folder, wrapped, "commit", "--output", "counted")
    if run(program, folder, "commit", *wrapped, "--salt-file", "salt", "--output",
           "out/commitment.json", *counted):
        raise Refused
    if run(program, folder, "seed", "--commitment", "out/commitment.json", "--salt-file", "salt",
           "--entropy", *lines, "--output", "seed.txt"):
        raise Different("no seed")
    form = r.choice(["plain", "people"])
    given = ["--commitment", "out/commitment.json", "--seed-file", "seed.txt"]
    drawn = of_parts(program, folder, wrapped, "draw", *given, "--output", "drawn")
    if run(program, folder, "merge" if drawn else "draw", *wrapped, *given, "--output", "out",
           "--csv", form, *drawn) == 2:
        raise Refused
    made = 0
    for record in sorted(folder.glob("out/*/record.json")):
        rows = read_table(record.parent / "plan.csv", form == "people")[1:]
        days = sorted({row[15] for row in rows})
        for _ in range(r.randint(4, 10) if rows else 0):
            sheet = record.parent / "replacements.csv"
            come = read_table(sheet, form == "people")[1:] if sheet.exists() else []
            row = r.choice(rows)
            unit = r.choice([row[3], *(other[10] for other in come if other[10])])
            words = ["replace", str(record.relative_to(folder)), unit, "--reason", r.choice(REASONS),
                     "--seed-file", "seed.txt"]
            if r.randrange(2):
                found = date.fromisoformat(r.choice([row[15], *days])) + timedelta(r.randint(-3, 1))
                words += ["--date", found.isoformat()]
            if r.randrange(3) == 0:
                words += ["--by", "市局〔2026〕7号"]
            made += run(program, folder, *words) < 2
    return lines, salt, made


def check(folder: Path, lines: list[str], salt: str) -> None:
    """Everything that the program left, computed again."""
    committed = (folder / "out" / "commitment.json").read_bytes()
    seed = (folder / "seed.txt").read_bytes()
    entries = read_ledger(folder / "out" / "ledger.jsonl")
    first = entries[0]["data"]
    same(all(map(is_line, SOURCES, lines)), True, "lines")
    same(transcript(first["draw"], H(committed), lines, salt), seed, "transcript")
    same((entries[0]["kind"], first["hash"], first["file"]),
         ("commitment", H(committed), "commitment.json"), "line 1")
    made, books = [], []
    for record in first["plans"]:
        place = folder / "out" / record
        rules, places, files = json5.load(folder / f"committed-{record}.json5")
        inputs = {role: path.read_bytes() for role, path in places.items()}
        roles = [entry["role"] for entry in json.loads((place / "record.json").read_text())["inputs"]]
        inputs = {role: inputs[role] for role in roles}
        campaign = conduct(rules, inputs, H(seed))
        made.append((campaign, files, inputs))
        books.append((place, campaign, inputs))
    theirs = json.loads(committed)
    mine = expected_commitment(made, salt, theirs["program"])
    for key in mine.keys() | theirs.keys():
        same(mine.get(key), theirs.get(key), f"commitment.{key}")
    for place, campaign, inputs in books:
        check_draw(place, campaign, inputs, entries, H(committed), H(seed))


def check_draw(
    place: Path, campaign: Campaign, inputs: dict[str, bytes], entries: list[dict[str, Any]],
    commitment: str, seed_hash: str,
) -> None:
    data = (place / "record.json").read_bytes()
    record, plan = json.loads(data), campaign.plan
    same(seed_hash, record["seed"]["hash"], "seed.hash")
    line = [e for e in entries if e["kind"] == "draw" and e["data"]["plan"] == plan["id"]][-1]
    spelled = plan["district"] if isinstance(plan["district"], str) else plan["district"][0]
    same({
        "plan": plan["id"], "district": spelled, **plan["period"],
        "until": plan["schedule"]["to"], "commitment": commitment, "record": H(data),
        "list": H((place / "draw.csv").read_bytes()),
        "selected": sum(len(task.selected()) for task in campaign.tasks),
        "alternates": sum(s.alternates for task in campaign.tasks for s in task.strata),
        "visits": len(campaign.visits),
    }, line["data"], f"line {line['sequence']}")
    own = [e for e in entries if e["kind"] == "replacement" and e["data"]["draw"] == line["sequence"]]
    sheet = place / "replacements.csv"
    same(bool(own), sheet.exists(), "replacements.csv")
    if not own:
        return
    listed = {p.unit for task in campaign.tasks for s in task.strata for p in s.listed()}
    alias = {ticket(campaign.keys["schedule"], unit): unit for unit in listed}
    rows = cleaned(read_rows(inputs["calendar"]), plan["inputs"].get("calendar"))
    days = {date.fromisoformat(row["日期"]): row["类型"] for row in rows}
    book = repeated(campaign, days, own, alias)
    for number, (mine, theirs) in enumerate(
        zip([HEADER, *book.rows], read_table(sheet, record["outputs"]["csv"] == "people"))
    ):
        same(mine, theirs, f"replacements.csv, row {number + 1}")
    same(len(book.rows) + 1, len(read_table(sheet, record["outputs"]["csv"] == "people")), "rows")
    same(H(sheet.read_bytes()), own[-1]["data"]["sheet"], "sheet")


def attempt(program: Path, folder: Path, seed: int) -> tuple[str, int]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        world, r = random_world(seed), random.Random(f"trust {seed}")
        if seed % 3 == 2:
            divide(world, random.Random(f"parts {seed}"))
        lines, salt, made = act(program, world, folder, r)
        check(folder, lines, salt)
        return "same", made
    except Refused:
        return "refused", 0
    except Different as difference:
        (folder / "witness").write_text(str(difference))
    except Exception:
        (folder / "witness").write_text(traceback.format_exc())
    return "different", 0


def main() -> int:
    given = arguments(__doc__)
    results: Counter[str] = Counter()
    replaced = 0
    for seed in range(given.first, given.first + given.count):
        folder = given.folder / str(seed)
        result, made = attempt(given.program, folder, seed)
        results[result] += 1
        replaced += made
        if result == "different":
            print(f"world {seed}: {(folder / 'witness').read_text()[:1500]}")
        else:
            shutil.rmtree(folder)
    print(f"{results['same']} worlds committed, drawn and recomputed, {replaced} replacements, "
          f"{results['different']} different ({results['refused']} refused by the program)")
    return 1 if results["different"] or not results["same"] else 0


if __name__ == "__main__":
    sys.exit(main())
