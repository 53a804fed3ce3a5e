"""Random districts as files: a registry, officers, recusals and a plan for the program to draw."""

from __future__ import annotations

import csv
import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

KINDS = ["食品", "特种设备", "药品", "计量", "广告", "价格"]
FIRST, LAST = date(2026, 1, 5), date(2026, 12, 25)


def write_table(path: Path, header: str, rows: list[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header.split(","), *rows])


def write_instance(folder: Path, seed: int, trips: int, officers: int, **rules: Any) -> Path:
    """One plan with so many visits.

    Rules: `held` percent of officers hold each of the six qualifications, `recusals` in all,
    `period`, `weekly` and `daily` limits, `days` of the schedule, `team` size, `absent` percent on
    leave, `carry` for uneven loads before.
    """
    r = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    ids = [f"T{number:06}" for number in r.sample(range(1_000_000), trips)]
    targets = [[unit, f"企业{unit}", "1", KINDS[n % 6], f"站{n % 20}"] for n, unit in enumerate(ids)]
    write_table(folder / "targets.csv", "编号,企业名称,所属区,行业代码,管辖单位", targets)
    items = [[f"I{n}", f"{kind}检查", kind] for n, kind in enumerate(KINDS)]
    write_table(folder / "items.csv", "事项编码,抽查事项,所需资质", items)
    write_officers(folder, r, officers, rules)
    who = [f"P{number:04}" for number in range(officers)]
    recusals = [[r.choice(who), r.choice(ids), "亲属"] for _ in range(rules.get("recusals", 0))]
    write_table(folder / "recusals.csv", "人员编号,统一社会信用代码,原因", recusals)
    write_table(folder / "calendar.csv", "日期,类型", [["2026-01-01", "休"]])
    last = min(LAST, FIRST + timedelta(rules.get("days", 400)))
    path = folder / "plan.json5"
    path.write_text(json.dumps(plan(seed, last, rules), ensure_ascii=False, indent=1), "utf-8")
    return path


def write_officers(folder: Path, r: random.Random, count: int, rules: dict[str, Any]) -> None:
    rows = []
    for number in range(count):
        held = [kind for kind in KINDS if r.randrange(100) < rules.get("held", 35)]
        leave = ["", ""]
        if r.randrange(100) < rules.get("absent", 0):
            start = FIRST + timedelta(r.randrange(14))
            leave = [start.isoformat(), (start + timedelta(r.randrange(21))).isoformat()]
        carried = r.randrange(4) if rules.get("carry") else 0
        rows.append([
            f"P{number:04}", f"人{number}", f"站{number % 20}", "1", ";".join(held), f"C{number:04}",
            "2030-01-01", "否", "在岗", *leave, carried,
        ])
    write_table(
        folder / "inspectors.csv",
        "人员编号,姓名,工作单位,所属区,岗位资质资格,执法证号,执法证有效期至,是否辅助人员,岗位状态,请假起,请假止,"
        "本年度已参与抽查次数",
        rows,
    )


def plan(seed: int, last: date, rules: dict[str, Any]) -> dict[str, Any]:
    limits = {f"{span}Limit": rules[span] for span in ("daily", "weekly", "period") if span in rules}
    inputs = {role: f"{role}.csv" for role in ("inspectors", "items", "recusals", "calendar")}
    return {
        "id": f"D{seed}",
        "title": "随机一区",
        "authority": "某局",
        "district": "1",
        "period": {"from": "2026-01-01", "to": "2026-12-31"},
        "inputs": {"targets": {"file": "targets.csv", "columns": {"id": "编号"}}, **inputs},
        "tasks": {
            f"t{n}": {
                "number": f"N{n}", "title": f"{kind}检查", "items": [f"I{n}"],
                "scope": {"行业代码": kind}, "quantity": {"all": True},
            }
            for n, kind in enumerate(KINDS)
        },
        "schedule": {"from": FIRST.isoformat(), "to": last.isoformat(), "publishWithin": 20,
                     "visitsPerTrip": 1},
        "pairing": {"teamSize": rules.get("team", 2), "carryOver": bool(rules.get("carry")),
                    "avoidOwnUnit": bool(rules.get("avoid")), **limits},
    }
