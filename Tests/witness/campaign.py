"""A whole draw from plan, registries and seed: frames, strata, visits, dates, trips, pairing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from protocol import (
    Place,
    allocate,
    byte_sorted,
    equal_order,
    fraction,
    rounded,
    stage_key,
    ticket,
    weighted_order,
)
from registry import (
    Frame,
    Row,
    Source,
    Targets,
    as_list,
    cell_holds,
    cleaned,
    frame,
    histories,
    read_rows,
    weight,
)
from teams import Matching, Place as TeamPlace, match, prepare


class TwoParts(ValueError):
    """A draw that must be refused."""


@dataclass
class Stratum:
    """One stratum of a task: its key's values, N, n, and its units in the order of the draw."""

    values: tuple[str, ...]
    size: int
    count: int
    alternates: int
    order: list[Place]

    @property
    def shown(self) -> str:
        return "|".join(self.values)

    def selected(self) -> list[Place]:
        return self.order[: self.count]

    def listed(self) -> list[Place]:
        return self.order[: self.count + self.alternates]


@dataclass
class Task:
    """One task with its frame and its strata in byte order of their keys."""

    key: str
    rules: dict[str, Any]
    stage: str
    frame: Frame
    strata: list[Stratum]

    def selected(self) -> list[Place]:
        return [place for stratum in self.strata for place in stratum.selected()]


@dataclass
class Visit:
    """One target's visit in schedule order, with the tasks that drew it."""

    id: str
    row: Row
    tasks: list[Task]
    day: date
    deadline: date
    batch: str = ""
    trip: str = ""


@dataclass
class Campaign:
    """Everything a draw decides."""

    plan: dict[str, Any]
    keys: dict[str, str]
    targets: Targets
    tasks: list[Task]
    visits: list[Visit] = field(default_factory=list)
    row_counts: dict[str, int] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    items: dict[str, Row] = field(default_factory=dict)
    grouped: dict[str, list[Visit]] = field(default_factory=dict)
    """The visits of each trip, both in schedule order."""
    places: dict[str, list[TeamPlace]] = field(default_factory=dict)
    matching: Matching | None = None


# -- calendar --------------------------------------------------------------------------------


@dataclass
class WorkingDays:
    """Weekdays but holidays, and the weekend days declared as working days."""

    kinds: dict[date, str]

    def works(self, when: date) -> bool:
        return self.kinds.get(when, "班" if when.weekday() < 5 else "休") == "班"

    def between(self, first: date, last: date) -> list[date]:
        span = (first + timedelta(n) for n in range((last - first).days + 1))
        return [when for when in span if self.works(when)]

    def after(self, when: date, count: int) -> date:
        while count:
            when += timedelta(1)
            count -= self.works(when)
        return when


# -- strata and numbers ----------------------------------------------------------------------


def strata_of(targets: Targets, task: dict[str, Any], rows: dict[str, Row]) -> dict[
    tuple[str, ...], list[str]
]:
    columns: list[str] = task.get("strata", [])
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for unit, row in rows.items():
        found[tuple(targets.cell(row, column) for column in columns)].append(unit)
    return dict(sorted(found.items(), key=lambda pair: key_bytes(pair[0])))


def key_bytes(values: tuple[str, ...]) -> bytes:
    return "\x1f".join(values).encode()


def counts(
    quantity: Any, columns: list[str], sizes: dict[tuple[str, ...], int]
) -> dict[tuple[str, ...], int]:
    """n of each stratum."""
    if not isinstance(quantity, dict):
        quantity = {"ratio": quantity}
    if "total" in quantity:
        return total_counts(quantity, sizes)
    return {key: one_count(rule_for(quantity, columns, key), n) for key, n in sizes.items()}


def rule_for(quantity: dict[str, Any], columns: list[str], values: tuple[str, ...]) -> Any:
    """The quantity itself, or of `rules` the first that matches the stratum."""
    cells = dict(zip(columns, values))
    for rule in quantity.get("rules", [quantity]):
        where = rule.get("where", {})
        if all(cell_holds(cells[column], test) for column, test in where.items()):
            return rule
    return {"count": 0}


def one_count(rule: dict[str, Any], size: int) -> int:
    if rule.get("all"):
        return size
    if "count" in rule:
        return min(rule["count"], size)
    wanted = ratio_count(rule, size)
    wanted = max(wanted, rule.get("minimum", 0))
    return min(wanted, rule.get("maximum", wanted), size)


def ratio_count(rule: dict[str, Any], size: int) -> int:
    ratio, rounding = fraction(rule["ratio"]), rule.get("rounding", "atLeast")
    if "period" not in rule:
        return rounded(ratio * size, rounding)
    part, parts = (int(text) for text in rule["period"].split("/"))
    whole = ratio * size
    return rounded(whole * part / parts, rounding) - rounded(whole * (part - 1) / parts, rounding)


def total_counts(
    quantity: dict[str, Any], sizes: dict[tuple[str, ...], int]
) -> dict[tuple[str, ...], int]:
    across = quantity.get("across", "proportional")
    weights, lower, upper = {}, {}, {}
    for values, size in sizes.items():
        key = key_bytes(values)
        named = across.get("|".join(values), 0) if isinstance(across, dict) else 1
        weights[key] = Fraction(size if across == "proportional" else named)
        upper[key] = min(quantity.get("maximum", size), size)
        lower[key] = min(quantity.get("minimum", 0), upper[key])
    shares = allocate(quantity["total"], weights, lower, upper)
    return {values: shares[key_bytes(values)] for values in sizes}


def alternates(rule: Any, count: int, size: int) -> int:
    wanted = rule if isinstance(rule, int) else rounded(fraction(rule) * count)
    return min(wanted, size - count)


def draw(targets: Targets, key: str, rules: dict[str, Any], rows: dict[str, Row]) -> list[Stratum]:
    groups = strata_of(targets, rules, rows)
    sizes = {values: len(units) for values, units in groups.items()}
    strata = []
    for values, count in counts(rules["quantity"], rules.get("strata", []), sizes).items():
        tickets = {unit: ticket(key, unit) for unit in groups[values]}
        order = equal_order(tickets, count)
        if "weight" in rules:
            masses = {unit: weight(targets, rows[unit], rules) for unit in tickets}
            order = weighted_order(tickets, masses, count)
        spare = alternates(rules.get("alternates", 0), count, sizes[values])
        strata.append(Stratum(values, sizes[values], count, spare, order))
    return strata


# -- visits and dates ------------------------------------------------------------------------


def schedule(campaign: Campaign, working: WorkingDays) -> None:
    """One visit per target, in visiting order over batches and days, then by day."""
    rules = campaign.plan["schedule"]
    drawn: dict[str, list[Task]] = defaultdict(list)
    for task in campaign.tasks:
        for place in task.selected():
            drawn[place.unit].append(task)
    order = visiting_order(campaign, drawn)
    groups: dict[tuple[date, str], list[str]] = defaultdict(list)
    for unit in order:
        groups[done_by(campaign.plan, drawn[unit]), batch_of(rules, drawn[unit])].append(unit)
    dated = {}
    for (end, batch), units in groups.items():
        for unit, where, when in placed(units, open_batches(rules, batch, end, working)):
            dated[unit] = (when, where)
    for unit in sorted(order, key=lambda unit: dated[unit][0]):
        when, batch = dated[unit]
        row = drawn[unit][0].frame.shown[unit]
        deadline = working.after(when, rules["publishWithin"])
        campaign.visits.append(Visit(unit, row, drawn[unit], when, deadline, batch))
    group_trips(campaign.targets, campaign.visits, rules.get("visitsPerTrip", 1))


def visiting_order(campaign: Campaign, drawn: dict[str, list[Task]]) -> list[str]:
    key = campaign.keys["schedule"]

    def place(unit: str) -> tuple[str, bytes, str, bytes]:
        own = (ticket(key, unit), unit.encode())
        if campaign.plan["schedule"].get("order") != "station":
            return ("", b"", *own)
        station = campaign.targets.cell(drawn[unit][0].frame.shown[unit], "unit")
        return (ticket(key, station), station.encode(), *own)

    return sorted(drawn, key=place)


def done_by(plan: dict[str, Any], tasks: list[Task]) -> date:
    rules = plan["schedule"]
    limits = [rules["to"], rules.get("doneBy"), *(task.rules.get("doneBy") for task in tasks)]
    return date.fromisoformat(min(limit for limit in limits if limit))


def batch_of(rules: dict[str, Any], tasks: list[Task]) -> str:
    """The first batch that names a task of the visit; nothing where batches name none."""
    keys = {task.key for task in tasks}
    own = (b["label"] for b in rules.get("batches", []) if keys & set(as_list(b.get("tasks", []))))
    return next(own, "")


def open_batches(
    rules: dict[str, Any], batch: str, end: date, working: WorkingDays
) -> list[tuple[str, list[date]]]:
    """Label and days of the batches that have a day not after `end`."""
    whole = {"label": "", "from": rules["from"], "to": rules["to"]}
    found = []
    for part in rules.get("batches", [whole]):
        last = min(date.fromisoformat(part["to"]), end)
        span = working.between(date.fromisoformat(part["from"]), last)
        days = [when for when in span if is_chosen(rules, when)]
        if days and batch in ("", part["label"]):
            found.append((part["label"], days))
    return found


def is_chosen(rules: dict[str, Any], when: date) -> bool:
    if "days" in rules:
        return when.isoformat() in as_list(rules["days"])
    names = as_list(rules["weekdays"]) if "weekdays" in rules else ["周" + "一二三四五六日"[when.weekday()]]
    return "周" + "一二三四五六日"[when.weekday()] in names or when.strftime("%A") in names


def placed(
    units: list[str], batches: list[tuple[str, list[date]]]
) -> Iterator[tuple[str, str, date]]:
    parts: list[list[str]] = [[] for _ in batches]
    for position, unit in enumerate(units):
        parts[position * len(batches) // len(units)].append(unit)
    for (label, days), part in zip(batches, parts):
        for position, unit in enumerate(part):
            yield unit, label, days[position * len(days) // len(part)]


def group_trips(targets: Targets, visits: list[Visit], size: int) -> None:
    """Up to `size` visits of one station on one day, in schedule order, are a trip."""
    trips: dict[tuple[date, str], list[Visit]] = defaultdict(list)
    for visit in visits:
        station = targets.cell(visit.row, "unit")
        current = trips[(visit.day, station)] if station else []
        if len(current) == size:
            current.clear()
        current.append(visit)
        visit.trip = current[0].id


def refuse_shared(tasks: list[Task]) -> None:
    """Parts are disjoint: nobody stands in two parts in the frames of one stage."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for task in tasks:
        for unit, parts in task.frame.parts.items():
            found[task.stage, unit] |= parts
            if len(found[task.stage, unit]) > 1:
                raise TwoParts(f"{unit} stands in two parts of {task.stage}")


# -- the whole -------------------------------------------------------------------------------


def conduct(
    plan: dict[str, Any], inputs: dict[str, bytes], seed_hash: str, teams: bool = True
) -> Campaign:
    """The draw; without `teams` only up to who may go where."""
    departments = plan["inputs"].get("departments", {}).items()
    specs = plan["inputs"] | {f"departments.{name}": spec for name, spec in departments}
    rows = {role: cleaned(read_rows(data), specs.get(role)) for role, data in inputs.items()}
    targets = Targets.of(plan["inputs"]["targets"], inputs)
    groups = [rules.get("group") for rules in plan["tasks"].values()]
    stages = [f"targets/{group}" if group else "targets" for group in groups]
    names = [*stages, "pairing", "schedule"]
    keys = {stage: stage_key(seed_hash, stage) for stage in names}
    visits = histories(rows.get("history", []), plan)
    tasks = []
    for (key, rules), stage in zip(plan["tasks"].items(), stages):
        found = frame(targets, plan, rules, visits)
        strata = draw(targets, keys[stage], rules, found.rows)
        tasks.append(Task(key, rules, stage, found, strata))
    refuse_shared(tasks)
    campaign = Campaign(plan, keys, targets, tasks)
    campaign.sources = targets.sources
    campaign.row_counts = {role: len(found) for role, found in rows.items()}
    campaign.items = {row["事项编码"]: row for row in rows["items"]}
    calendar = {date.fromisoformat(row["日期"]): row["类型"] for row in rows["calendar"]}
    schedule(campaign, WorkingDays(calendar))
    names = ["", *plan["inputs"].get("departments", {})]
    roles = {name: f"departments.{name}" if name else "inspectors" for name in names}
    people = {name: rows[role] for name, role in roles.items()}
    (match if teams else prepare)(campaign, people, rows)
    return campaign
