"""The fields that record.json must hold for a campaign, but for versions and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from os.path import relpath
from pathlib import Path
from typing import Any

from campaign import Campaign, Stratum, Task, why_not
from outputs import rejects_table
from protocol import byte_sorted, digest, pieces
from registry import REASONS, Row, Targets, as_list

INPUTS = ["targets", "inspectors", "items", "history", "recusals", "calendar"]


def expected_record(
    campaign: Campaign, files: list[Path], inputs: dict[str, bytes], folder: Path
) -> dict[str, Any]:
    plan = campaign.plan
    outputs = ["plan.csv", "draw.csv", "notice.csv", "workload.csv"]
    outputs += ["rejects.csv"] if len(rejects_table(campaign)) > 1 else []
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
        "inputs": [input_facts(campaign, role, inputs[role]) for role in INPUTS if role in inputs],
        "registry": registry_facts(campaign),
        "tasks": [task_facts(campaign.targets, task) for task in campaign.tasks],
        "visits": visit_facts(campaign),
        "pairing": pairing_facts(campaign),
        "outputs": {
            "files": [file_facts(name, (folder / name).read_bytes()) for name in outputs]
        },
        "rules": plan,
    }


def file_facts(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "bytes": len(data), "digest": digest(data)}


def input_facts(campaign: Campaign, role: str, data: bytes) -> dict[str, Any]:
    return {
        "role": role,
        **file_facts(campaign.plan["inputs"][role]["file"], data),
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


def task_facts(targets: Targets, task: Task) -> dict[str, Any]:
    found = task.frame
    return {
        "key": task.key,
        "number": task.rules["number"],
        "stage": task.stage,
        "rows": len(found.reasons),
        "excluded": reason_counts(found.reasons),
        "inFrame": len(found.rows),
        "inFrameByDistrictAndGrade": by_district_and_grade(targets, found.rows.values()),
        "selected": sum(stratum.count for stratum in task.strata),
        "alternates": sum(stratum.alternates for stratum in task.strata),
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
    taken = Counter(campaign.teams.values())
    officers = [officer for officer, row in campaign.inspectors.items() if not why_not(row, campaign.plan)]
    loads = [taken[officer] + campaign.carried[officer] for officer in officers]
    staffed = {trip for trip, _ in campaign.teams}
    return {
        "inspectors": len(campaign.inspectors),
        "officers": len(officers),
        "trips": len(campaign.trips),
        "unstaffed": len(campaign.trips) - len(staffed),
        "smallestLoad": min(loads, default=0),
        "largestLoad": max(loads, default=0),
        "sumOfSquaredLoads": sum(load * load for load in loads),
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
        pairing["officers"],
    ]
    plan = campaign.plan
    names = [plan["id"], plan["title"], plan["authority"]]
    return [*names, *(str(number) for number in numbers), seed_hash, digest(record)]
