"""Registries as lists of rows, and the frame of each task: which row is drawn from, and if
not, for which reason (the first that applies, in the order of REASONS)."""

from __future__ import annotations

import calendar
import csv
import io
import re
import string
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from credit_code import is_credit_code

ROLES = {
    "id": ("统一社会信用代码", "credit_code"),
    "name": ("企业名称", "name"),
    "kind": ("主体类别", "kind"),
    "district": ("所属区", "district"),
    "unit": ("管辖单位", "unit"),
    "area": ("片区", "area"),
    "industry": ("行业代码", "industry"),
    "status": ("登记状态", "status"),
    "grade": ("信用风险等级", "grade"),
    "tags": ("监管标签", "tags"),
    "address": ("住所", "address"),
    "founded": ("成立日期", "founded"),
    "lastInspected": ("上次抽查日期", "last_inspected"),
    "inspectionsThisYear": ("本年度已检查次数", "inspections_this_year"),
    "asOf": ("数据截止日期", "as_of"),
}
"""Role → Chinese default and English alias of the target registry's columns."""
ID = ROLES["id"][0]
REASONS = [
    "rejected",
    "otherDistrict",
    "outOfScope",
    "status",
    "frequencyCap",
    "minimumInterval",
    "recentDraw",
    "listed",
    "mergedRows",
]
RAGGED = "ragged-record"
Row = dict[str, str]
UPPERCASE = {ord(c): ord(c.upper()) for c in string.ascii_lowercase}


@dataclass(frozen=True)
class Source:
    """Where a record begins, and its text."""

    line: int
    text: str


def read_rows(data: bytes) -> list[Row]:
    return [row for row, _ in read_records(data)[1]]


def read_records(data: bytes) -> tuple[list[str], list[tuple[Row, Source]]]:
    """Header and records of a CSV file; a ragged record has the one key RAGGED."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(data.decode("utf-8-sig"), newline=""):
            taken.append(line)
            yield line

    records = csv.reader(lines(), strict=True)
    header, found = next(records), []
    while True:
        first = len(taken)
        record = next(records, None)
        if record is None:
            return header, found
        row = dict(zip(header, record)) if len(record) == len(header) else {RAGGED: ""}
        found.append((row, Source(first + 1, "".join(taken[first:]).rstrip("\r\n"))))


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


WRITTEN_DAY = re.compile(
    "([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|[.]([0-9]{1,2})[.]([0-9]{1,2})"
    "|年([0-9]{1,2})月([0-9]{1,2})日|([0-9]{2})([0-9]{2}))"
    "(?:[ T](?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,9})?)?)?"
)


def written_day(text: str) -> date | None:
    """A day of a file of which the plan says `clean: ["dates"]`."""
    found = WRITTEN_DAY.fullmatch(text)
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups() if part))
    except ValueError:
        return None


def cleaned(rows: list[Row], spec: Any) -> list[Row]:
    """A small registry's rows as they are compared: without blanks, dates in one form."""
    steps = spec.get("clean", []) if isinstance(spec, dict) else []
    columns = ("检查日期", "执法证有效期至", "请假起", "请假止", "日期")
    for row in rows:
        for column in row:
            if "trim" in steps:
                row[column] = row[column].strip(" \t\u3000")
            if "dates" in steps and column in columns and (when := written_day(row[column])):
                row[column] = when.isoformat()
    return rows


def days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(offset)


def months_of(span: str) -> int:
    """"12 months", "3 years"."""
    count, unit = span.split()
    return int(count) * (12 if unit.startswith("year") else 1)


def add_months(start: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def target_roles(spec: dict[str, Any]) -> list[str]:
    return [f"targets.{name}" for name in as_list(spec["parts"])] if "parts" in spec else ["targets"]


@dataclass
class Targets:
    """The target registry as a plan reads it: columns mapped, ids cleaned."""

    spec: dict[str, Any]
    header: list[str]
    rows: list[Row]
    rejected: list[str | None] = field(default_factory=list)
    """For each row the finding for which it is set aside."""
    sources: list[Source] = field(default_factory=list)
    part: list[int] = field(default_factory=list)
    """For each row the number of its part; a registry in one file is one part."""

    def __post_init__(self) -> None:
        for row in self.rows:
            if RAGGED not in row:
                row[self.column("id")] = self.clean(self.cell(row, "id"))
            self.rejected.append(self.finding(row))

    @classmethod
    def of(cls, spec: dict[str, Any], inputs: dict[str, bytes]) -> "Targets":
        """The rows of a registry in one file, or of all its parts in the plan's order."""
        tables = [read_records(inputs[role]) for role in target_roles(spec)]
        first = cls(spec, tables[0][0], [])
        made, counts = cls(spec, first.header, []), []
        for header, records in tables:
            own = cls(spec, header, [])
            names = {own.column(role): first.column(role) for role in ROLES}
            rows = [{names.get(key, key): row[key] for key in row} for row, _ in records]
            found = cls(spec, first.header, rows)
            made.rows += found.rows
            made.rejected += found.rejected
            made.sources += [source for _, source in records]
            made.part += [len(counts)] * len(rows)
            counts.append(len(rows))
        return made

    def finding(self, row: Row) -> str | None:
        aside = self.spec.get("setAside", {})
        if RAGGED in row:
            return RAGGED
        unit = self.cell(row, "id")
        if not unit:
            return "empty-id"
        if "invalid-code" in aside and not is_credit_code(unit):
            return "invalid-code"
        for name, values in sorted(self.spec.get("values", {}).items()):
            if self.cell(row, name) not in values:
                known = {self.column("grade"): "grade", self.column("district"): "district"}
                return f"unknown-{known.get(self.column(name), 'cell-value')}"
        return None

    def clean(self, unit: str) -> str:
        for step in self.spec.get("clean", []):
            if step == "trim":
                unit = unit.strip(" \t\u3000")
            elif step == "uppercase":
                unit = unit.translate(UPPERCASE)
        return unit

    def column(self, name: str) -> str:
        """The header of a column that is named by header, role, default or alias."""
        mapped: dict[str, str] = self.spec.get("columns", {})
        if name in self.header and name not in mapped:
            return name
        for role, names in ROLES.items():
            if name == role or name in names:
                given = mapped.get(role) or mapped.get(names[0])
                return given or next((n for n in (*names, role) if n in self.header), name)
        return name

    def cell(self, row: Row, name: str) -> str:
        return row.get(self.column(name), "")

    def identity(self, row: Row) -> list[bytes]:
        columns = ("name", "unit", "address", "district", "grade")
        return [self.cell(row, name).encode() for name in columns]


def matches(targets: Targets, row: Row, condition: dict[str, Any]) -> bool:
    return all(holds(targets, row, key, value) for key, value in condition.items())


def holds(targets: Targets, row: Row, key: str, value: Any) -> bool:
    if key == "any":
        return any(matches(targets, row, part) for part in value)
    if key == "all":
        return all(matches(targets, row, part) for part in value)
    if key == "not":
        return not matches(targets, row, value)
    return cell_holds(targets.cell(row, key), value, "dates" in targets.spec.get("clean", []))


def cell_holds(cell: str, test: Any, cleans_dates: bool = False) -> bool:
    if not isinstance(test, dict):
        return cell in as_list(test)
    checks = {
        "oneOf": lambda part: cell == part,
        "prefix": lambda part: cell.startswith(part),
        "contains": lambda part: part in cell,
        "tag": lambda part: part in cell.split(";"),
        "empty": lambda part: (cell == "") == part,
    }
    for name, check in checks.items():
        if name in test:
            return any(check(part) for part in as_list(test[name]))
    return within(cell, test, cleans_dates)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def within(cell: str, test: dict[str, Any], cleans_dates: bool) -> bool:
    """`from` and `to`, dates or numbers, inclusive; a cell that is neither is not within."""
    bounds = [test[end] for end in ("from", "to") if end in test]
    if not bounds:
        return True
    # A decimal is text as well: JSON's reader keeps it exact.
    read: Any = day if day(str(bounds[0])) else exact_number
    value = written_day(cell) if read is day and cleans_dates else read(cell)
    if value is None:
        return False
    lower, upper = (read(str(test[end])) if end in test else value for end in ("from", "to"))
    return bool(lower <= value <= upper)


def exact_number(text: str) -> Fraction | None:
    """A decimal such as -12.5, of at most 12 digits before the point and 6 behind it."""
    return Fraction(text) if re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", text) else None


@dataclass
class Visits:
    """What the history says of one target before the period."""

    this_year: set[date] = field(default_factory=set)
    last: date = date.min
    last_planned: date | None = None


def histories(rows: list[Row], plan: dict[str, Any]) -> dict[str, Visits]:
    start = date.fromisoformat(plan["period"]["from"])
    exempt = plan.get("frequency", {}).get("exempt", [])
    found: dict[str, Visits] = defaultdict(Visits)
    for row in rows:
        when = day(row["检查日期"])
        if when is None or when >= start or row.get("检查类型", "") in exempt:
            continue
        visits = found[row[ID]]
        visits.last = max(visits.last, when)
        if when.year == start.year:
            visits.this_year.add(when)
        if row.get("计划编号"):
            visits.last_planned = max(visits.last_planned or when, when)
    return found


def frequency_reason(visits: Visits | None, plan: dict[str, Any]) -> str | None:
    rules = plan.get("frequency", {})
    start = date.fromisoformat(plan["period"]["from"])
    if visits is None:
        return "frequencyCap" if rules.get("cap") == 0 else None
    if "cap" in rules and len(visits.this_year) >= rules["cap"]:
        return "frequencyCap"
    if "minimumDays" in rules and (start - visits.last).days < rules["minimumDays"]:
        return "minimumInterval"
    if "notDrawnFor" in rules and visits.last_planned:
        if start < add_months(visits.last_planned, months_of(rules["notDrawnFor"])):
            return "recentDraw"
    return None


@dataclass
class Frame:
    """One task's frame: its rows by id, and for every row of the registry why it is left out."""

    rows: dict[str, Row]
    reasons: list[str | None]
    shown: dict[str, Row]
    """The row that stands for a target in lists: of merged rows the first in byte order of name,
    station, address, district and grade, whatever the registry's order."""
    parts: dict[str, set[int]]
    """The parts of the registry in which a target stands in the frame."""


def frame(
    targets: Targets, plan: dict[str, Any], task: dict[str, Any], visits: dict[str, Visits]
) -> Frame:
    made = Frame({}, [], {}, defaultdict(set))
    for row, rejected, part in zip(targets.rows, targets.rejected, targets.part):
        reason = "rejected" if rejected else reason_for(targets, row, plan, task, visits)
        unit = targets.cell(row, "id")
        if reason is None:
            made.parts[unit].add(part)
        if reason is None and unit in made.rows:
            if targets.spec.get("rows") != "mergeByID":
                raise ValueError(f"{unit} stands twice in a frame")
            reason = "mergedRows"
            made.shown[unit] = min(made.shown[unit], row, key=targets.identity)
        elif reason is None:
            made.rows[unit] = made.shown[unit] = row
        made.reasons.append(reason)
    return made


def reason_for(
    targets: Targets,
    row: Row,
    plan: dict[str, Any],
    task: dict[str, Any],
    visits: dict[str, Visits],
) -> str | None:
    exclude = task.get("exclude", {})
    unit = targets.cell(row, "id")
    if targets.cell(row, "district") not in as_list(plan["district"]):
        return "otherDistrict"
    if not matches(targets, row, task.get("scope", {})):
        return "outOfScope"
    if targets.cell(row, "status") in as_list(exclude.get("status", [])):
        return "status"
    if reason := frequency_reason(visits.get(unit), plan):
        return reason
    if unit in exclude.get("ids", {}):
        return "listed"
    return None if weight(targets, row, task) else "rejected"


def weight(targets: Targets, row: Row, task: dict[str, Any]) -> int:
    """A row's weight in a task; 1 in a draw without weights, 0 where the cell holds none."""
    rule = task.get("weight")
    if not rule:
        return 1
    cell = targets.cell(row, rule["column"])
    mass = int(cell) + rule.get("plus", 0) if re.fullmatch("[0-9]{1,18}", cell) else 0
    return mass if mass < 1 << 32 else 0
