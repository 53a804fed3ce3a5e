"""Small random worlds: registries and a plan that uses every part of the plan schema."""

from __future__ import annotations

import argparse
import copy
import csv
import io
import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from credit_code import ALPHABET, is_credit_code
from registry import ROLES, as_list

START = date(2026, 10, 1)
KINDS = ["企业", "个体工商户", "农民专业合作社", ""]
UNITS = ["东街所", "西街所", "南,街所", ""]
INDUSTRY = ["F5212", "F52", "H6210", "C13", "P839", ""]
STATUS = ["存续", "在业", "注销", "吊销", ""]
GRADES = ["A", "B", "C", "D", "未评"]
TAGS = ["食品经营", "电梯", "a\"b", "网络 交易"]
STRATA = ["信用风险等级", "主体类别", "管辖单位", "投诉举报数"]
NEEDS = ["食品", "特种设备", "Ωmega", "广告"]
NAMES = ["=1+1", "-甲", "'引号店", "甲\n乙店", 'say "hi"', "007", "1234567890123", "＋全角", "普通店", "\t制表"]


def arguments(doc: str, count: int = 100) -> argparse.Namespace:
    """`--program BIN --folder DIR [--from N] [--count N]`: which worlds to try, and where."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("--program", type=lambda text: Path(text).resolve(), required=True)
    parser.add_argument("--folder", type=lambda text: Path(text).resolve(), required=True)
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="N")
    parser.add_argument("--count", type=int, default=count)
    return parser.parse_args()


@dataclass
class World:
    """Files of one random world in the making."""

    random: random.Random
    plan: dict[str, Any] = field(default_factory=dict)
    """What all plans share."""
    plans: list[dict[str, Any]] = field(default_factory=list)
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    heavy: list[int] = field(default_factory=list)
    """Further weights, up to the greatest that a draw takes."""
    parts: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    """The target registry in files of its own, where it is divided."""

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def some(self, values: list[Any], least: int = 0) -> list[Any]:
        return self.random.sample(values, self.random.randint(least, len(values)))

    def date(self, first: int, last: int) -> str:
        return (START + timedelta(self.random.randint(first, last))).isoformat()


def target_id(world: World, number: int) -> str:
    pick = world.random.randrange(6)
    if pick == 0:
        return f"企业{number}号"
    if pick == 1:
        long = f"long-{number}-" + "长" * world.random.randint(10, 40)
        return long.ljust(world.random.choice([53, 54, 55, 56, 118, 119, 120]), "x")
    if pick == 2:
        return f'q"{number},x'
    if pick == 3:
        return f"{number:05d}"
    return credit_code(world, number)


def credit_code(world: World, number: int) -> str:
    body = f"91110105{number:08d}"
    return next(body + a + b for a in ALPHABET for b in ALPHABET if is_credit_code(body + a + b))


def cleaned_away(world: World, unit: str) -> str:
    """A spelling that the declared cleaning brings back to the id."""
    steps = world.plan["inputs"]["targets"].get("clean", [])
    if "uppercase" in steps and world.chance(40) and unit.isascii():
        unit = unit.lower() if unit == unit.upper() else unit
    if "trim" in steps and world.chance(40):
        unit = world.random.choice([" ", "\t", "\u3000", "  "]) + unit + world.random.choice([" ", ""])
    return unit


def spelled(world: World, when: str) -> str:
    """A date as a spreadsheet might write it."""
    if not when:
        return when
    year, month, day = when.split("-")
    forms = ["{0}-{1}-{2}", "{0}/{3}/{4}", "{0}-{3}-{4}", "{0}.{1}.{2}", "{0}年{3}月{4}日", "{0}{1}{2}"]
    form = world.random.choice(forms) + world.random.choice(["", "", " 0:00", "T00:00:00", " 23:59:59.123"])
    return form.format(year, month, day, int(month), int(day))


DATES = ("检查日期", "执法证有效期至", "请假起", "请假止", "日期")


def spell_dates(world: World, inputs: dict[str, Any]) -> None:
    """Here and there a registry that a spreadsheet has been at, and says so."""
    departments = {"消防": "fire"}
    specs = [(role, inputs[role]) for role in ("inspectors", "history", "calendar") if role in inputs]
    specs += [(departments[name], spec) for name, spec in inputs.get("departments", {}).items()]
    for role, spec in specs:
        if not world.chance(20):
            continue
        spec["clean"] = world.some(["dates", "trim"], 1)
        for row in world.tables[role]:
            if "dates" in spec["clean"]:
                row.update({name: spelled(world, row[name]) for name in DATES if name in row})
            if "trim" in spec["clean"]:
                row.update({name: f" {row[name]}\t" for name in row if world.chance(5)})


def target_rows(world: World) -> list[dict[str, str]]:
    r = world.random
    ids = [target_id(world, number) for number in range(r.choice([0, 1, 5, 20, 40, 80, 150, 600]))]
    rows = []
    twice = world.chance(10)
    for unit in ids:
        rows += [target_row(world, unit)]
        if twice and world.chance(3):
            rows.append({**target_row(world, unit), "所属区": r.choice(["Y", "Y", "Y", "X"])})
        if world.plan["inputs"]["targets"].get("rows") and world.chance(30):
            agreed = world.random.choices([STRATA, []], [97, 3])[0]
            copies = [target_row(world, unit) for _ in range(r.randint(1, 3))]
            rows += [{**copy, **{key: rows[-1][key] for key in agreed}} for copy in copies]
    r.shuffle(rows)
    return rows


def target_row(world: World, unit: str) -> dict[str, str]:
    r = world.random
    return {
        "统一社会信用代码": cleaned_away(world, unit),
        "企业名称": r.choice(NAMES),
        "主体类别": r.choice(KINDS),
        "所属区": r.choice(["X", "X", "X", "新区", "Y"]),
        "管辖单位": r.choice(UNITS),
        "行业代码": r.choice(INDUSTRY),
        "登记状态": r.choice(STATUS),
        "信用风险等级": r.choice(GRADES * 3 + [""]),
        "监管标签": ";".join(world.some(TAGS)),
        "住所": r.choice(["某路1号", "某路2号,3层", ""]),
        "成立日期": founded(world),
        "上次抽查日期": r.choice(["", "2026-09-20", "2025-09-20"]),
        "本年度已检查次数": str(r.randrange(4)),
        "投诉举报数": complaints(world),
    }


def founded(world: World) -> str:
    when = world.random.choice(["2000-01-01", "2015-06-30", "2025-12-31", ""])
    is_cleaned = "dates" in world.plan["inputs"]["targets"].get("clean", [])
    return spelled(world, when) if world.chance(80 if is_cleaned else 3) else when


def complaints(world: World) -> str:
    if "bad-weight" in world.plan["inputs"]["targets"].get("setAside", {}) and world.chance(10):
        return world.random.choice(["", "-1", "1.5", "许多", "99999999999"])
    return str(world.random.choice([0, 0, 0, 1, 2, 10, 500] + world.heavy))


def history_rows(world: World) -> list[dict[str, str]]:
    units = [row["统一社会信用代码"] for row in world.tables["targets"]] + ["别处"]
    r = world.random
    return [
        {
            "统一社会信用代码": r.choice(units),
            "检查日期": world.date(*r.choice([(-800, 5), (-62, -58), (-367, -363), (-275, -270)])),
            "检查机关": "某局",
            "计划编号": r.choice(["", "P1"]),
            "检查类型": r.choice(["双随机抽查", "日常检查", "投诉举报", "复查", ""]),
            "人员编号": r.choice(";；").join(references(world, r.choice([0, 1, 2, 2]))),
        }
        for _ in range(r.choice([0, len(units) // 2, len(units) * 2]))
    ]


def references(world: World, count: int) -> list[str]:
    """Some people, as recusals, history and fallbacks name them."""
    names = [row["人员编号"] for row in world.tables["inspectors"]]
    names += [f"消防/{row['人员编号']}" for row in world.tables.get("fire", [])]
    return world.random.sample(names, min(count, len(names)))


def inspector_rows(world: World) -> list[dict[str, str]]:
    r = world.random
    units = [row["统一社会信用代码"] for row in world.tables["targets"]] + ["别处"]
    rows = []
    for number in range(r.choice([2, 3, 4, 6, 8, 12, 16])):
        leave = world.date(5, 60)
        rows.append({
            "人员编号": r.choice([f"p{number}", f"{number:04d}", f"员{number}"]),
            "姓名": r.choice(["张三", "李四", "王五", "=赵"]),
            "工作单位": r.choice(UNITS),
            "所属区": r.choice(["X", "X", "X", "X", "新区", "Y"]),
            "岗位资质资格": ";".join(world.some(NEEDS, 1)),
            "执法证号": f"{number:06d}",
            "执法证有效期至": r.choice(["2030-01-01"] * 6 + [world.date(0, 60), "2026-01-01"]),
            "是否专家": r.choice(["否"] * 12 + ["是", ""]),
            "是否辅助人员": r.choice(["否"] * 12 + ["是", ""]),
            "岗位状态": r.choice(["在岗"] * 12 + ["借调", "停职", "退休"]),
            "请假起": (away := world.chance(25)) and leave or "",
            "请假止": away and world.date(60, 75) or "",
            "本年度已参与抽查次数": str(r.randrange(6)),
            "回避单位": ";".join(r.choices(units + NAMES[8:9], k=r.choice([0, 0, 0, 1, 2]))),
        })
        if '"' in rows[-1]["回避单位"] and world.chance(50):
            rows[-1]["回避单位"] = ""
    return rows


def condition(world: World, depth: int = 0) -> dict[str, Any]:
    r = world.random
    choices: list[tuple[str, Any]] = [
        ("主体类别", world.some(KINDS[:3], 1)),
        ("kind", r.choice(KINDS[:3])),
        ("行业代码", {"prefix": world.some(["F", "F52", "H62", "C1"], 1)}),
        ("industry", {"prefix": "F5"}),
        ("监管标签", {"tag": world.some(TAGS, 1)}),
        ("企业名称", {"contains": world.some(["店", "1", "甲"], 1)}),
        ("成立日期", {"from": "2010-01-01"}),
        ("成立日期", {"from": "2000-01-01", "to": "2015-06-30"}),
        ("founded", {"to": "2015-06-29"}),
        ("投诉举报数", {"from": 1}),
        ("投诉举报数", {"from": 0, "to": 2}),
        ("信用风险等级", world.some(GRADES, 1)),
        ("住所", {"empty": world.chance(50)}),
        ("grade", {"oneOf": world.some(GRADES, 1)}),
    ]
    if depth < 3:
        choices += [
            ("any", [condition(world, depth + 1) for _ in range(r.randint(1, 3))]),
            ("all", [condition(world, depth + 1) for _ in range(r.randint(1, 2))]),
            ("not", condition(world, depth + 1)),
        ] * 2
    return dict(r.sample(choices, r.choice([1, 1, 1, 2])))


def ratio(world: World) -> str:
    return world.random.choice(["3%", "0.03", "3/100", "33.3%", "1/3", "50%", "7%", "100%", "0.5%"])


def quantity(world: World, strata: list[str]) -> Any:
    r = world.random
    bounds: dict[str, Any] = {}
    if world.chance(30):
        bounds["minimum"] = r.randint(0, 4)
    if world.chance(30):
        bounds["maximum"] = bounds.get("minimum", 0) + r.randint(1, 6)
    if world.chance(30):
        bounds["rounding"] = r.choice(["atLeast", "atMost"])
    periods = r.choice([4, 12, 3])
    forms: list[Any] = [
        ratio(world),
        {"ratio": ratio(world), **bounds},
        {"ratio": ratio(world), **bounds, "period": f"{r.randint(1, periods)}/{periods}"},
        {"count": r.randint(0, 9)},
        {"count": r.randint(0, 9), **without(bounds, "rounding")},
        {"all": True},
        {"all": True, **without(bounds, "rounding")},
        {"rules": rules(world, strata, bounds)},
    ]
    if strata:
        across: list[Any] = ["proportional", "equal"]
        if len(strata) == 1 and strata[0] in ("信用风险等级", "grade"):
            across.append({grade: r.randint(0, 5) for grade in GRADES + [""]})
        forms += [{"total": r.randint(1, 40), "across": a, **without(bounds, "rounding")} for a in across] * 2
    return r.choice(forms)


def without(bounds: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in bounds.items() if name != key}


def rules(world: World, strata: list[str], bounds: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    values = GRADES if strata[:1] in (["信用风险等级"], ["grade"]) else KINDS + UNITS
    for value in world.some(values)[:3] if strata else []:
        where: dict[str, Any] = {strata[0]: value}
        if strata[1:] and world.chance(50):
            where[strata[1]] = world.some(GRADES + KINDS, 1)
        found.append({"where": where, **rule_amount(world, bounds)})
    return [*found, rule_amount(world, bounds)]


def rule_amount(world: World, bounds: dict[str, Any]) -> dict[str, Any]:
    if world.chance(20):
        return {"count": world.random.randint(0, 6)}
    return {"all": True} if world.chance(5) else {"ratio": ratio(world), **bounds}


def task(world: World, number: int) -> dict[str, Any]:
    r = world.random
    columns = ["信用风险等级", "主体类别", "管辖单位", "kind"]
    strata = r.choice([[], ["信用风险等级"], ["grade"], r.sample(columns[:3], r.randint(1, 3))])
    made: dict[str, Any] = {
        "number": f"〔2026〕{number}号",
        "title": f"第{number}项",
        "kind": r.choice(["定向", "不定向"]),
        "items": [f"I{n}" for n in r.sample(range(6), r.randint(1, 3))],
        "quantity": quantity(world, strata),
    }
    if made["kind"] == "定向":
        made["scope"] = condition(world)
    if strata or world.chance(20):
        made["strata"] = strata
    exclude: dict[str, Any] = {}
    if world.chance(60):
        exclude["status"] = world.some(STATUS[:4], 1)
    ids = [row["统一社会信用代码"] for row in world.tables["targets"]]
    if ids and world.chance(40):
        exclude["ids"] = {unit: "已列入联合检查" for unit in r.choices(ids, k=3)}
    if exclude:
        made["exclude"] = exclude
    if world.chance(30):
        made["weight"] = {"column": "投诉举报数", "plus": r.choice([1, 1, 2, 100])}
    if world.chance(60):
        made["alternates"] = r.choice(["10%", "50%", "200%", 1, 2, 7])
    if world.chance(25):
        made["group"] = r.choice(["g1", "g2", "a/b"])[: 2]
    if "fire" in world.tables and world.chance(40):
        size = {"teamSize": r.choice([2, 2, 3])} if world.chance(60) else {}
        made["departments"] = {"消防": {**size, "qualifications": world.some(NEEDS)[:2]}}
    if world.chance(25):
        made["experts"] = r.choice([1, 1, 2, {"count": 1, "qualification": r.choice(NEEDS)}])
    return made


def fallbacks(world: World, district: list[str]) -> list[dict[str, Any]]:
    near = [name for name in ("X", "新区", "Y") if name not in district]
    declared: list[dict[str, Any]] = [
        {"kind": "neighbours", "districts": near, "document": "局发〔2026〕1号"},
        {"kind": "direct", "officers": references(world, 3), "document": "局长令，2号"},
    ]
    return world.random.sample(declared, world.random.randint(1, 2))


def limits(world: World) -> dict[str, Any]:
    r = world.random
    made: dict[str, Any] = {"teamSize": r.choice([2, 2, 2, 3, 4])}
    for name, low, high in (("daily", 1, 3), ("weekly", 2, 8), ("period", 3, 20)):
        if world.chance(70):
            made[f"{name}Limit"] = r.randint(low, high)
    if world.chance(40):
        made["carryOver"] = world.chance(70)
    if world.chance(40):
        made["avoidOwnUnit"] = world.chance(70)
    if world.chance(35):
        made["pairLimit"] = r.randint(1, 3)
    if "history" in world.tables and world.chance(40):
        spans = {"withinDays": r.choice([1, 60, 400]), "withinVisits": 2, "withinDraws": 1}
        made["recuse"] = {"sameEnterprise": {name: spans[name] for name in world.some(list(spans), 1)}}
    return made


def frequency(world: World) -> dict[str, Any]:
    r = world.random
    made: dict[str, Any] = {}
    if world.chance(60):
        made["cap"] = r.choice([1, 2, 3])
    if world.chance(60):
        made["minimumDays"] = r.choice([30, 60, 90])
    if world.chance(60):
        made["notDrawnFor"] = r.choice(["12 months", "1 months", "7 months", "24 months"])
    if world.chance(60):
        made["exempt"] = world.some(["投诉举报", "复查", "日常检查"], 1)
    return made


def item_rows(world: World) -> list[dict[str, str]]:
    return [
        {
            "事项编码": f"I{number}",
            "抽查事项": f"第{number}项检查",
            "所需资质": ";".join(world.random.sample(NEEDS, world.random.choice([0, 0, 1, 1, 2]))),
        }
        for number in range(6)
    ]


def recusal_rows(world: World) -> list[dict[str, str]]:
    targets = world.tables["targets"]
    count = world.random.choice([0, 3, 20]) if targets else 0
    return [
        {
            "人员编号": references(world, 1)[0],
            "统一社会信用代码": world.random.choice(targets)["统一社会信用代码"],
            "原因": "亲属",
        }
        for _ in range(count)
    ]


def calendar_rows(world: World) -> list[dict[str, str]]:
    days = sorted({world.date(-90, 91) for _ in range(world.random.randint(1, 20))})
    return [{"日期": day, "类型": world.random.choice(["休", "班"])} for day in days]


def random_world(seed: int) -> World:
    """One registry of each kind and one to three plans that share them."""
    world = World(random.Random(seed))
    r, tables = world.random, world.tables
    world.heavy = [2**32 - 101, 2**31, 12345678] if world.chance(15) else []
    inputs: dict[str, Any] = {"targets": target_input(world)}
    world.plan = {"inputs": inputs}
    tables["targets"] = target_rows(world)
    tables["inspectors"] = inspector_rows(world)
    if world.chance(50):
        tables["fire"] = inspector_rows(world)
        inputs["departments"] = {"消防": {"file": "fire.csv"}}
    tables["items"] = item_rows(world)
    makers = {"history": history_rows, "recusals": recusal_rows, "calendar": calendar_rows}
    for role, make in makers.items():
        if role == "calendar" or world.chance(75):
            tables[role] = make(world)
    for role in [role for role in tables if role != "fire"]:
        inputs.setdefault(role, {"file": f"{role}.csv"})
    spell_dates(world, inputs)
    names = [f"W{seed}", *(f"W{seed}-{letter}" for letter in "bc"[: r.choice([0, 0, 1, 2])])]
    world.plans = [random_plan(world, name, inputs) for name in names]
    return world


def target_input(world: World) -> dict[str, Any]:
    made: dict[str, Any] = {"file": "targets.csv"}
    if world.chance(30):
        made["rows"] = "mergeByID"
    aside = ["invalid-code", "bad-weight", "unknown-grade", "unknown-cell-value", "ragged-record"]
    if world.chance(30):
        made["setAside"] = {code: 5000 for code in world.random.sample(aside, 2)}
    if world.chance(30):
        made["clean"] = world.some(["trim", "uppercase", "dates"], 1)
    if world.chance(30):
        made["columns"] = {"address": "住所", "name": "企业,名称", "unit": "所"}
    values = {"unknown-grade": "grade", "unknown-cell-value": "status"}
    known = {"grade": GRADES[:4], "status": STATUS[:3] + [""]}
    for code, role in values.items():
        if code in made.get("setAside", {}):
            made.setdefault("values", {})[role] = known[role]
    return made


def random_plan(world: World, name: str, inputs: dict[str, Any]) -> dict[str, Any]:
    r = world.random
    last = r.choice([20, 30, 60, 80, 95])
    plan: dict[str, Any] = {
        "id": name,
        "title": "随机小世界",
        "authority": "某局",
        "district": r.choice(["X", ["X", "新区"], "Y"] if name.count("-") else ["X", ["X", "新区"]]),
        "period": {"from": START.isoformat(), "to": "2027-01-31"},
        "inputs": inputs,
        "tasks": {f"t{n}": task(world, n) for n in range(1, r.randint(2, 4))},
        "schedule": {
            "from": world.date(7, 14),
            "to": world.date(last, last + 5),
            "publishWithin": r.choice([1, 5, 20]),
        },
        "pairing": limits(world),
    }
    if "history" in world.tables and world.chance(90):
        plan["frequency"] = frequency(world)
    if world.chance(40):
        plan["fallbacks"] = fallbacks(world, as_list(plan["district"]))
    if world.chance(60):
        plan["schedule"]["visitsPerTrip"] = r.randint(1, 4)
    if world.chance(50):
        declare_days(world, plan)
    return plan


def declare_days(world: World, plan: dict[str, Any]) -> None:
    """Order, weekdays, done-by dates and batches; some of them contradict each other."""
    r, rules = world.random, plan["schedule"]
    if world.chance(50):
        rules["order"] = r.choice(["station", "ticket"])
    if world.chance(30):
        rules["weekdays"] = world.some(["周一", "Tuesday", "周四", "Friday", "周六"], 1)
    if world.chance(30):
        rules["doneBy"] = world.date(14, 40)
    if world.chance(40):
        r.choice(list(plan["tasks"].values()))["doneBy"] = world.date(18, 40)
    if world.chance(50):
        first, last = date.fromisoformat(rules["from"]), date.fromisoformat(rules["to"])
        cut = first + (last - first) // r.randint(2, 4)
        rules["batches"] = [
            {"label": "第一批", "from": rules["from"], "to": cut.isoformat()},
            {"label": "二", "from": (cut + timedelta(1)).isoformat(), "to": rules["to"]},
        ]
        if world.chance(50):
            for key in plan["tasks"]:
                r.choice(rules["batches"]).setdefault("tasks", []).append(key)
            if world.chance(80):
                rules["batches"] = [batch for batch in rules["batches"] if "tasks" in batch]


def write(world: World, folder: Path) -> list[Path]:
    """Writes the world's files; rows, line ends and byte order marks as chance has them."""
    (folder / "common").mkdir(parents=True, exist_ok=True)
    for role, rows in world.tables.items():
        if role != "targets" or not world.parts:
            (folder / f"{role}.csv").write_bytes(csv_bytes(world, role, rows))
    for name, rows in world.parts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(csv_bytes(world, "targets", rows))
    return [write_plan(world, plan, folder) for plan in world.plans]


def write_plan(world: World, plan: dict[str, Any], folder: Path) -> Path:
    """One plan, in about half the worlds as an extension of another file."""
    own, name = plan, f"{plan['id']}.json5"
    if world.chance(50):
        own, base = split(world, plan)
        own = {"extends": f"common/{name}", **own}
        inputs = base.get("inputs", {})
        for spec in [*inputs.values(), *inputs.get("departments", {}).values()]:
            if "file" in spec:
                spec["file"] = f"../{spec['file']}"
            if isinstance(spec, dict) and isinstance(spec.get("parts"), list):
                spec["parts"] = [f"../{name}" for name in spec["parts"]]
        text = "// 共同部分\n" + json5_text(world, base) + "\n"
        (folder / "common" / name).write_text(text, "utf-8")
    path = folder / name
    path.write_text(json5_text(world, own), "utf-8")
    return path


def split(world: World, plan: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A plan as what it says itself and what it extends; merged, they are the plan again."""
    own: dict[str, Any] = {}
    base: dict[str, Any] = {}
    for key, value in plan.items():
        pick = world.random.randrange(4)
        if key == "id" or pick == 0:
            own[key] = value
        elif isinstance(value, dict) and pick > 1:
            own[key], base[key] = split(world, value)
        else:
            base[key] = copy.deepcopy(value)
            if pick == 1 and not isinstance(value, dict):
                own[key], base[key] = value, 42
    if world.chance(10):
        base["extra"], own["extra"] = "removed", None
    return own, base


def json5_text(world: World, value: Any, indent: str = "") -> str:
    """JSON5 with what it has over JSON: comments, bare names, both quotes, trailing commas."""
    inner = indent + "  "
    if isinstance(value, dict):
        lines = [
            f"{inner}{json5_key(world, key)}: {json5_text(world, part, inner)}"
            for key, part in value.items()
        ]
        return "{" + ",".join(f"\n{line}" for line in lines) + json5_end(world, lines, indent) + "}"
    if isinstance(value, list):
        parts = [json5_text(world, part, inner) for part in value]
        return "[" + ", ".join(parts) + ("," if parts and world.chance(30) else "") + "]"
    return json5_string(world, value) if isinstance(value, str) else json.dumps(value)


def json5_end(world: World, lines: list[str], indent: str) -> str:
    comma = "," if lines and world.chance(50) else ""
    comment = world.random.choice(["", "", " // 注", " /* a * b // */"])
    return f"{comma}{comment}\n{indent}"


def json5_key(world: World, key: str) -> str:
    bare = key.isidentifier() and world.chance(70)
    return key if bare else json5_string(world, key)


def json5_string(world: World, text: str) -> str:
    if world.chance(50):
        return json.dumps(text, ensure_ascii=world.chance(30))
    return "'" + json.dumps(text, ensure_ascii=False)[1:-1].replace('\\"', '"').replace(
        "'", "\\'"
    ) + "'"


HEADERS = {
    "history": "统一社会信用代码,检查日期,检查机关,计划编号,检查类型,人员编号",
    "recusals": "人员编号,统一社会信用代码,原因",
}


def csv_bytes(world: World, role: str, rows: list[dict[str, str]]) -> bytes:
    template = rows[0] if rows else target_row(world, "") if role == "targets" else {}
    header = list(template) or HEADERS[role].split(",")
    world.random.shuffle(header)
    quoting = world.random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    out = io.StringIO(newline="")
    end = world.random.choice(["\n", "\r\n"])
    writer = csv.writer(out, quoting=quoting, lineterminator=end)
    writer.writerow(shown_headers(world, role, header))
    ragged = "ragged-record" in world.plan["inputs"]["targets"].get("setAside", {})
    for row in rows:
        cells = [row[name] for name in header]
        if role == "targets" and ragged and world.chance(4):
            cells = world.random.choice([cells[:-1], [*cells, "多"], cells[:2]])
        writer.writerow(cells)
    mark = "utf-8-sig" if world.chance(30) else "utf-8"
    return out.getvalue().encode(mark)


def shown_headers(world: World, role: str, header: list[str]) -> list[str]:
    """The header as the file spells it: the plan's mapping, the default or the English alias."""
    if role != "targets":
        return header
    mapped = world.plan["inputs"]["targets"].get("columns", {})
    shown = {names[0]: mapped.get(role, names[0]) for role, names in ROLES.items()}
    if world.chance(30):
        shown |= {names[0]: names[1] for role, names in ROLES.items() if role not in mapped}
    return [shown.get(name, name) for name in header]
