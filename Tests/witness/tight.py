"""Tight small worlds with every rule of the pairing at once, judged by the definition itself.

    python3 Tests/witness/tight.py --program PATH --folder DIR [--from N] [--count N]

Departments, experts, qualifications, both fallbacks, the limit on pairs, limits a day, a week and a
period, loads carried over, recusals listed and by rule: all of them in nearly every world, with
officers who are just enough, one too few or one too many. Who goes where is found by trying every
assignment there is (exhaust.py), where they are few enough, else by the witness's own solver; then
every cell of the results is compared. Worlds are drawn many at once. Exit status 1 when any differs.
"""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import subprocess
import sys
import traceback
from collections import Counter
from datetime import date
from math import prod
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import teams
from exhaust import by_definition
from pairing import Limits, Slot, Trip, pair
from recompute import recompute
from registry import ID
from worlds import NEEDS, World, arguments, write

MOST = 4000
"""Assignments that are tried one by one."""
found: Counter[str] = Counter()


def literally(
    trips: list[Trip], limits: Limits, carried: dict[str, int], key: str,
    engaged: dict[str, list[date]] | None = None,
) -> dict[Slot, str]:
    ways = prod(len(who) for trip in trips for who in trip.eligible.values() if who)
    if ways > MOST:
        found["by solver"] += 1
        return pair(trips, limits, carried, key, engaged)
    found["by definition"] += 1
    return by_definition(trips, limits, carried, key, engaged)


def people(r: random.Random, count: int, places: list[str], own: bool) -> list[dict[str, str]]:
    rows = []
    for number in range(count):
        away = r.randrange(6) == 0
        rows.append({
            "人员编号": f"{'p' if own else 'f'}{number}", "姓名": "某", "工作单位": r.choice(["东所", "西所"]),
            "所属区": r.choice(places),
            "岗位资质资格": ";".join(r.sample(NEEDS, r.randint(1, 3))),
            "执法证号": f"{number:04d}", "执法证有效期至": r.choice(["2030-01-01"] * 4 + ["2026-10-14"]),
            "是否专家": "是" if number == 3 or r.randrange(6) == 0 else "否", "是否辅助人员": "否", "岗位状态": "在岗",
            "请假起": "2026-10-13" if away else "", "请假止": "2026-10-14" if away else "",
            "本年度已参与抽查次数": str(r.randrange(3)),
            "回避单位": r.choice(["", "", "", "T1", "T2"]),
        })
    return rows


def tight_world(seed: int) -> World:
    r = random.Random(f"tight {seed}")
    world = World(r)
    ids = [f"T{number}" for number in range(r.randint(1, 5))]
    tables = world.tables
    tables["targets"] = [
        {ID: unit, "企业名称": f"店{unit}", "所属区": "X", "管辖单位": r.choice(["东所", "西所"]),
         "行业代码": r.choice("ab")} for unit in ids
    ]
    tables["inspectors"] = people(r, r.randint(4, 8), ["X"] * 5 + ["Y"], True)
    tables["fire"] = people(r, r.randint(2, 4), ["X"] * 4 + ["Y"], False)
    tables["items"] = [
        {"事项编码": f"I{n}", "抽查事项": f"检查{n}", "所需资质": r.choice(["", "", NEEDS[n]])}
        for n in range(2)
    ]
    names = [row["人员编号"] for row in tables["inspectors"]]
    names += [f"消防/{row['人员编号']}" for row in tables["fire"]]
    tables["recusals"] = [
        {"人员编号": r.choice(names), ID: r.choice(ids), "原因": "亲属"} for _ in range(r.randrange(3))
    ]
    tables["history"] = [
        {ID: r.choice(ids), "检查日期": r.choice(["2026-09-30", "2026-06-01", "2025-01-05"]),
         "计划编号": r.choice(["", "P"]), "检查类型": "", "人员编号": ";".join(r.sample(names, 2))}
        for _ in range(r.randrange(4))
    ]
    tables["calendar"] = [{"日期": "2026-10-10", "类型": "班"}]
    rules = tight_rules(r, len(ids), len(tables["inspectors"]))
    inputs: dict[str, Any] = {
        role: {"file": f"{role}.csv"} for role in tables if role != "fire"
    }
    inputs["departments"] = {"消防": {"file": "fire.csv"}}
    tasks = {}
    for number, scope in enumerate("ab"):
        tasks[f"t{number}"] = {
            "number": f"N{number}", "title": "检查", "kind": "定向", "items": [f"I{number}"], "quantity": {"all": True},
            "scope": {"行业代码": scope},
        }
        if r.randrange(3) == 0:
            needs = r.sample(NEEDS, r.choice([0, 0, 1]))
            tasks[f"t{number}"]["departments"] = {"消防": {"qualifications": needs}}
        if r.randrange(3) == 0:
            tasks[f"t{number}"]["experts"] = 1
    documents = [
        {"kind": "neighbours", "districts": ["Y"], "document": "文1"},
        {"kind": "direct", "officers": r.sample(names, 2), "document": "文2"},
    ]
    world.plan = {"inputs": inputs}
    world.plans = [{
        "id": f"t{seed}", "title": "窄", "authority": "某局", "district": "X",
        "period": {"from": "2026-10-01", "to": "2026-12-31"}, "inputs": inputs, "tasks": tasks,
        "schedule": {"from": "2026-10-08", "to": r.choice(["2026-10-08", "2026-10-10", "2026-10-14"]),
                     "publishWithin": 20, "visitsPerTrip": r.choice([1, 1, 2])},
        "pairing": rules,
        "fallbacks": r.sample(documents, r.choice([0, 1, 2, 2])),
    }]
    return world


def tight_rules(r: random.Random, trips: int, officers: int) -> dict[str, Any]:
    """Limits so near to what is needed that one more or less decides."""
    enough = max(1, -(-2 * trips // officers))
    period = max(1, enough + r.choice([-1, 0, 1, 1, 2]))
    weekly = r.randint(max(1, period - 2), period)
    if r.randrange(2):
        period = weekly = period + 2
    spans = {"withinDays": 400, "withinVisits": 1, "withinDraws": 1}
    return {
        "teamSize": r.choice([2, 2, 2, 3]),
        "dailyLimit": r.randint(max(1, weekly - 2), weekly), "weeklyLimit": weekly, "periodLimit": period,
        "pairLimit": r.choice([1, 2, 3]), "carryOver": r.randrange(4) > 0,
        "avoidOwnUnit": r.randrange(4) == 0,
        "recuse": {"sameEnterprise": {name: spans[name] for name in r.sample(list(spans), r.randint(1, 3))}},
    }


def attempt(program: Path, folder: Path, seeds: list[int], results: Counter[str]) -> None:
    """Draws the worlds of one batch, each in a folder of its own, and compares each."""
    for seed in seeds:
        place = folder / str(seed)
        shutil.rmtree(place, ignore_errors=True)
        plan = write(tight_world(seed), place)[0]
        command = [program, "draw", plan, "--seed", f"窄 {seed}", "--output", place / "out",
                   "--csv", "plain", "--language", "en"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        record = place / "out" / plan.stem / "record.json"
        if done.returncode == 2:
            results["refused"] += 1
            print(f"world {seed}: refused: {done.stderr[:300]}")
            continue
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            try:
                same = recompute(record, plan, None, 3)
            except Exception:
                print(traceback.format_exc())
                same = False
        starved = done.returncode == 1
        if starved and "[starved-by" not in done.stderr and "[team-" not in done.stderr:
            results["without witness"] += 1
            print(f"world {seed}: no witness\n{done.stderr[:600]}")
        results[("starved" if starved else "staffed") if same else "different"] += 1
        if same:
            shutil.rmtree(place)
        else:
            lines = [line for line in said.getvalue().splitlines() if " 0 different" not in line]
            print("\n".join([f"world {seed}", *(lines[:3] + lines[-3:])]))


def main() -> int:
    given = arguments(__doc__, 300)
    teams.pair = literally
    results: Counter[str] = Counter()
    seeds = list(range(given.first, given.first + given.count))
    attempt(given.program, given.folder, seeds, results)
    bad = results["different"] + results["without witness"]
    print(f"{results['staffed'] + results['starved']} tight worlds recomputed, {results['starved']} of "
          f"them starved, {found['by definition']} pairings by trying everything, "
          f"{found['by solver']} by solver, {bad} different ({results['refused']} refused)")
    return 1 if bad or not results["staffed"] + results["starved"] else 0


if __name__ == "__main__":
    sys.exit(main())
