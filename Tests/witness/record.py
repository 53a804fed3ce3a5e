"""The fields that record.json must hold for a campaign, but for versions and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from os.path import relpath
from pathlib import Path
from typing import Any

from campaign import Campaign, Stratum, Task
from outputs import rejects_table
from protocol import byte_sorted, digest, pieces
from registry import REASONS, Row, Targets, as_list, target_roles
from repair import pairs
from teams import Person

NO_OFFICER = ["辅助人员", "专家", "不在岗", "无执法证", "执法证过期"]
OTHER_INPUTS = ["items", "history", "recusals", "calendar"]


def input_roles(plan: dict[str, Any]) -> list[str]:
    departments = [f"departments.{name}" for name in plan["inputs"].get("departments", {})]
    return [*target_roles(plan["inputs"]["targets"]), "inspectors", *departments, *OTHER_INPUTS]


def input_name(plan: dict[str, Any], role: str) -> str:
    kind, _, name = role.partition(".")
    inputs = plan["inputs"]
    if kind == "targets" and name:
        return name
    named = inputs["departments"][name] if name else inputs[role]
    return named["file"] if isinstance(named, dict) else named


def expected_record(
    campaign: Campaign, files: list[Path], inputs: dict[str, bytes], folder: Path
) -> dict[str, Any]:
    plan = campaign.plan
    outputs = ["plan.csv", "draw.csv", "notice.csv", "workload.csv"]
    outputs += ["rejects.csv"] if len(rejects_table(campaign)) > 1 else []
    outputs += ["notice.html", "report.html"]
    return {
        "format": "shuangsuiji-record/1",
        "protocol": "ssj1",
        "plan": {
            **{key: plan[key] for key in ("id", "title", "authority", "period")},
            "district": as_list(plan["district"]),
            "files": [
                file_facts(relpath(path, files[0].parent), path.read_bytes()) for path in files
            ],
        },
        "seed": {"keys": campaign.keys},
        "inputs": [input_facts(campaign, role, inputs[role]) for role in input_roles(plan) if role in inputs],
        "registry": registry_facts(campaign),
        "tasks": [task_facts(campaign.targets, task, campaign.items) for task in campaign.tasks],
        "visits": visit_facts(campaign),
        "pairing": pairing_facts(campaign),
        "outputs": {
            "list": sha256((folder / "draw.csv").read_bytes()).hexdigest(),
            "files": [file_facts(name, (folder / name).read_bytes()) for name in outputs]
        },
        "rules": plan,
    }


def file_facts(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "bytes": len(data), "digest": digest(data)}


def input_facts(campaign: Campaign, role: str, data: bytes) -> dict[str, Any]:
    return {
        "role": role,
        **file_facts(input_name(campaign.plan, role), data),
        "rows": campaign.row_counts[role],
        "pieces": pieces(data),
    }


def registry_facts(campaign: Campaign) -> dict[str, Any]:
    """Each row under the furthest reason of any task; in a frame when in any task's."""
    targets = campaign.targets
    rank = {reason: number for number, reason in enumerate([*REASONS, None])}
    furthest = [
        max(reasons, key=rank.__getitem__)
        for reasons in zip(*(task.frame.reasons for task in campaign.tasks))
    ]
    read = [row for row, bad in zip(targets.rows, targets.rejected) if not bad]
    inside = [row for row, reason in zip(targets.rows, furthest) if reason is None]
    return {
        "rows": len(targets.rows),
        "setAside": sum(map(bool, targets.rejected)),
        "byDistrictAndGrade": by_district_and_grade(targets, read),
        "excluded": reason_counts(furthest),
        "inFrame": len(inside),
        "inFrameByDistrictAndGrade": by_district_and_grade(targets, inside),
    }


def reason_counts(reasons: Iterable[str | None]) -> dict[str, int]:
    counted = Counter(reasons)
    return {reason: counted[reason] for reason in REASONS}


def by_district_and_grade(targets: Targets, rows: Iterable[Row]) -> list[list[Any]]:
    counted = Counter((targets.cell(row, "district"), targets.cell(row, "grade")) for row in rows)
    order = sorted(counted, key=lambda pair: (pair[0].encode(), pair[1].encode()))
    return [[district, grade, counted[district, grade]] for district, grade in order]


def task_facts(targets: Targets, task: Task, items: dict[str, Row]) -> dict[str, Any]:
    found = task.frame
    return {
        "key": task.key,
        "number": task.rules["number"],
        "stage": task.stage,
        "items": [[code, items[code]["抽查事项"]] for code in as_list(task.rules["items"])],
        "rows": len(found.reasons),
        "excluded": reason_counts(found.reasons),
        "inFrame": len(found.rows),
        "inFrameByDistrictAndGrade": by_district_and_grade(targets, found.rows.values()),
        "selected": sum(stratum.count for stratum in task.strata),
        "alternates": sum(stratum.alternates for stratum in task.strata),
        "selectedByDistrictAndGrade": by_district_and_grade(
            targets, [found.shown[place.unit] for place in task.selected()]
        ),
        "strata": [stratum_facts(stratum) for stratum in task.strata],
    }


def stratum_facts(stratum: Stratum) -> dict[str, Any]:
    tickets = [place.ticket for place in stratum.order]
    n = stratum.count
    return {
        "stratum": stratum.shown,
        "N": stratum.size,
        "n": n,
        "alternates": stratum.alternates,
        "lastSelected": tickets[n - 1] if n else None,
        "firstUnselected": tickets[n] if n < len(tickets) else None,
    }


def visit_facts(campaign: Campaign) -> dict[str, Any]:
    rules, visits = campaign.plan["schedule"], campaign.visits
    days = [visit.day.isoformat() for visit in visits]
    return {
        "count": len(visits),
        "window": {"from": rules["from"], "to": rules["to"]},
        "first": min(days, default=None),
        "last": max(days, default=None),
        "byDay": sorted([when, count] for when, count in Counter(days).items()),
        "byDistrictAndGrade": by_district_and_grade(
            campaign.targets, [visit.row for visit in visits]
        ),
        "lastDeadline": max((visit.deadline.isoformat() for visit in visits), default=None),
        **({"batches": batch_facts(campaign)} if "batches" in rules else {}),
    }


def batch_facts(campaign: Campaign) -> list[dict[str, Any]]:
    facts = []
    for batch in campaign.plan["schedule"]["batches"]:
        days = [v.day.isoformat() for v in campaign.visits if v.batch == batch["label"]]
        facts.append({
            "label": batch["label"],
            "window": {"from": batch["from"], "to": batch["to"]},
            "count": len(days),
            "first": min(days, default=None),
            "last": max(days, default=None),
        })
    return facts


def pairing_facts(campaign: Campaign) -> dict[str, Any]:
    matching = campaign.matching
    people = matching.people.values()
    own = group_facts(campaign, [who for who in people if is_own(who)])
    fallbacks = campaign.plan.get("fallbacks", [])
    methods = Counter(matching.methods.values())
    met = Counter[frozenset[str]]()
    for trip in matching.methods:
        met.update(pairs(matching.teams[trip, place.name] for place in campaign.places[trip]))
    listed = [who for who in people if who.fallback is None and not who.department]
    barred = Counter(who.why_not for who in listed)
    loads = Counter(load_of(campaign, who) for who in people if is_own(who))
    return {
        "inspectors": len(listed),
        "officers": own["people"],
        "ineligible": [[why, barred[why]] for why in NO_OFFICER if barred[why]],
        "trips": len(campaign.grouped),
        "unstaffed": len(campaign.grouped) - len(matching.methods),
        **{key: own[key] for key in ("smallestLoad", "largestLoad")},
        "loadSpread": own["largestLoad"] - own["smallestLoad"],
        **{key: own[key] for key in ("sumOfSquaredLoads", "evenSumOfSquaredLoads")},
        "officersByLoad": sorted([load, count] for load, count in loads.items()),
        "pairs": [list(pair) for pair in sorted(Counter(met.values()).items())],
        "others": other_groups(campaign, list(people)),
        "fallbacks": [
            {"kind": fallback["kind"], "document": fallback["document"], "trips": methods[number]}
            for number, fallback in enumerate(fallbacks)
        ],
    }


def load_of(campaign: Campaign, who: Person) -> int:
    taken = sum(name == who.reference for name in campaign.matching.teams.values())
    return taken + campaign.matching.carried(who)


def is_own(who: Person) -> bool:
    return who.role == "officer" and who.fallback is None


def other_groups(campaign: Campaign, people: list[Person]) -> list[dict[str, Any]]:
    departments = campaign.plan["inputs"].get("departments", {})
    roles = [*(f"department:{name}" for name in departments), "expert"]
    groups = {
        role: [who for who in people if who.role == role and who.fallback is None]
        for role in roles
    }
    for number, _ in enumerate(campaign.plan.get("fallbacks", [])):
        groups[f"fallback:{number + 1}"] = [
            who for who in people if who.role and who.fallback == number
        ]
    return [
        {"group": name, **group_facts(campaign, found)} for name, found in groups.items() if found
    ]


def group_facts(campaign: Campaign, people: list[Person]) -> dict[str, int]:
    matching = campaign.matching
    taken = Counter(matching.teams.values())
    carried = [matching.carried(who) for who in people]
    trips = [taken[who.reference] for who in people]
    loads = [before + now for before, now in zip(carried, trips)]
    even = carried[:]
    for _ in range(sum(trips)):
        even[even.index(min(even))] += 1
    return {
        "people": len(people),
        "slots": sum(trips),
        "smallestLoad": min(loads, default=0),
        "largestLoad": max(loads, default=0),
        "sumOfSquaredLoads": sum(load * load for load in loads),
        "evenSumOfSquaredLoads": sum(load * load for load in even),
    }


def summary_row(campaign: Campaign, record: bytes, seed_hash: str) -> list[str]:
    registry, pairing = registry_facts(campaign), pairing_facts(campaign)
    grades = Counter[str]()
    for _, grade, count in registry["inFrameByDistrictAndGrade"]:
        grades[grade] += count
    numbers = [
        registry["rows"],
        *registry["excluded"].values(),
        registry["inFrame"],
        "；".join(f"{grade or '（空）'} {grades[grade]}" for grade in byte_sorted(grades)),
        len(campaign.tasks),
        sum(len(task.selected()) for task in campaign.tasks),
        sum(stratum.alternates for task in campaign.tasks for stratum in task.strata),
        len(campaign.visits),
        pairing["trips"],
        pairing["unstaffed"],
        *(
            sum(found["trips"] for found in pairing["fallbacks"] if found["kind"] == kind)
            for kind in ("neighbours", "direct")
        ),
        pairing["officers"],
    ]
    plan = campaign.plan
    names = [plan["id"], plan["title"], plan["authority"]]
    return [*names, *(str(number) for number in numbers), seed_hash, digest(record)]
