"""Replacements recomputed from §9 of the protocol: who comes, on which day, with which team."""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from campaign import Campaign, Stratum, Task, Visit, WorkingDays, batch_of, done_by, open_batches
from outputs import items_shown
from pairing import Limits, Trip, pair
from repair import Pair, pairs, repaired
from teams import Person, places_of

HEADER = (
    "更换序号,原统一社会信用代码,原企业名称,更换原因,发现日期,依据,任务编号,抽取层,层内备选数,抽取序号,"
    "统一社会信用代码,企业名称,管辖单位,住所,抽查事项,组长姓名,组长执法证号,组员姓名,组员执法证号,"
    "匹配方式,计划检查日期,公示截止日期"
).split(",")


@dataclass
class Outing:
    """A trip as replacements leave it: its visits in order, its day, its team in slot order."""

    visits: list[Visit]
    day: date
    team: list[str] | None


@dataclass
class Book:
    """All visits of a draw, those of replaced targets included."""

    campaign: Campaign
    working: WorkingDays
    visits: list[Visit] = field(default_factory=list)
    gone: list[Visit] = field(default_factory=list)
    outings: list[Outing] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    steps: int = 0

    def __post_init__(self) -> None:
        made, matching = self.campaign, self.campaign.matching
        self.visits = list(made.visits)
        for trip, visits in made.grouped.items():
            team = [matching.teams[trip, place.name] for place in made.places[trip]] \
                if trip in matching.methods else None
            self.outings.append(Outing(list(visits), visits[0].day, team))

    def outing(self, visit: Visit) -> Outing | None:
        return next((one for one in self.outings if any(v is visit for v in one.visits)), None)

    def is_gone(self, visit: Visit) -> bool:
        return any(visit is other for other in self.gone)

    def standing(self, unit: str) -> Visit | None:
        return next((v for v in self.visits if v.id == unit and not self.is_gone(v)), None)

    # -- one request -------------------------------------------------------------------------

    def replace(self, unit: str, reason: str, by: str, found: date | None) -> bool:
        """Whether the request is one that changes anything."""
        old = self.standing(unit)
        if old is None:
            return False
        day = self.new_day(old, found)
        if day is None:
            return False
        self.gone.append(old)
        self.steps += 1
        places: list[tuple[Task, Stratum, int | None, str | None]] = []
        for task in old.tasks:
            stratum = next(s for s in task.strata if any(p.unit == unit for p in s.listed()))
            number = self.next_alternate(task, stratum, found)
            places.append((task, stratum, number, number and stratum.order[number - 1].unit))
        called = {
            name: [task for task, *_, other in places if other == name]
            for *_, name in places if name is not None
        }
        there = {name: self.standing(name) for name in called}
        new = {name: self.add(name, called[name], day) for name in called if there[name] is None}
        heir = next(iter(new.values()), None)
        kept = heir is not None and day == old.day and self.take_seat(heir, old)
        self.leave(old, found)
        outcomes: dict[str, tuple[Visit, str]] = {}
        for name, tasks in called.items():
            own = there[name]
            if own is not None:
                self.extend(own, tasks)
                outcomes[name] = (own, "并入已有检查")
            elif kept and new[name] is heir:
                outcomes[name] = (new[name], "沿用原组")
            else:
                outing = Outing([new[name]], day, None)
                self.outings.append(outing)
                self.pair_alone(outing)
                outcomes[name] = (new[name], "随机匹配" if outing.team else "未匹配")
        for task, stratum, number, name in places:
            self.rows.append([
                str(self.steps), unit, self.cell(old, "name"), reason,
                found.isoformat() if found else "", by, task.rules["number"], stratum.shown,
                str(stratum.alternates), *self.place_cells(number, outcomes.get(name or "")),
            ])
        return True

    def new_day(self, visit: Visit, found: date | None) -> date | None:
        if found is None or found < visit.day:
            return visit.day
        plan = self.campaign.plan
        end, own = done_by(plan, visit.tasks), batch_of(plan["schedule"], visit.tasks)
        batches = open_batches(plan["schedule"], own, end, self.working)
        later = [day for _, days in batches for day in days if day > found]
        return min(later, default=None)

    def next_alternate(self, task: Task, stratum: Stratum, found: date | None) -> int | None:
        for number in range(stratum.count + 1, len(stratum.listed()) + 1):
            unit = stratum.order[number - 1].unit
            own = [visit for visit in self.visits if visit.id == unit]
            if all(
                not self.is_gone(visit)
                and (found is None or visit.day > found)
                and all(other is not task for other in visit.tasks)
                and visit.day <= done_by(self.campaign.plan, [task])
                for visit in own
            ):
                return number
        return None

    # -- day and team ------------------------------------------------------------------------

    def extend(self, own: Visit, tasks: list[Task]) -> None:
        own.tasks = own.tasks + [task for task in tasks if all(task is not t for t in own.tasks)]
        outing = self.outing(own)
        if outing and not (outing.team and self.is_lawful(outing.team, outing.visits)):
            self.pair_alone(outing)

    def add(self, unit: str, tasks: list[Task], day: date) -> Visit:
        row = tasks[0].frame.shown[unit]
        deadline = self.working.after(day, self.campaign.plan["schedule"]["publishWithin"])
        self.visits.append(Visit(unit, row, list(tasks), day, deadline))
        return self.visits[-1]

    def take_seat(self, new: Visit, old: Visit) -> bool:
        outing = self.outing(old)
        if outing is None or outing.team is None:
            return False
        if len(outing.visits) > 1 and self.cell(old, "unit") != self.cell(new, "unit"):
            return False
        changed = [new if visit is old else visit for visit in outing.visits]
        if not self.is_lawful(outing.team, changed):
            return False
        outing.visits = changed
        return True

    def leave(self, old: Visit, found: date | None) -> None:
        outing = self.outing(old)
        if outing is None or (found is not None and found >= old.day):
            return
        outing.visits = [visit for visit in outing.visits if visit is not old]
        if not outing.visits:
            self.outings = [other for other in self.outings if other is not outing]

    # -- pairing one trip --------------------------------------------------------------------

    def trip(self, visits: list[Visit], lends: bool) -> Trip:
        """Who may fill each place; without those whom a fallback brought in, unless it lends."""
        made, matching = self.campaign, self.campaign.matching
        made.places["alone"] = places_of(made, visits)
        first = copy(visits[0])
        first.trip = "alone"
        trip = matching.trip([first, *visits[1:]])
        if lends:
            return trip
        own = {name for name, who in matching.people.items() if who.fallback is None}
        return Trip(trip.id, trip.day, {name: may & own for name, may in trip.eligible.items()})

    def is_lawful(self, team: list[str], visits: list[Visit]) -> bool:
        eligible = list(self.trip(visits, True).eligible.values())
        return len(eligible) == len(team) and all(who in may for who, may in zip(team, eligible))

    def pair_alone(self, outing: Outing) -> None:
        made, rules = self.campaign, self.campaign.plan["pairing"]
        trip = self.trip(outing.visits, False)
        others = [one for one in self.outings if one is not outing and one.team]
        engaged: dict[str, list[date]] = {}
        for other in others:
            for who in other.team or []:
                engaged.setdefault(who, []).append(other.day)
        members = made.matching.members()
        limits = Limits(*(rules.get(f"{span}Limit") for span in ("daily", "weekly", "period")))
        carried = {name: made.matching.carried(who) for name, who in members.items()}
        key = made.keys["pairing"]
        found = pair([trip], limits, carried, key, engaged)
        if "pairLimit" in rules:
            met = Counter[Pair](two for other in others for two in pairs(other.team or []))
            found = repaired([trip], found, limits, carried, engaged, met, rules["pairLimit"], key)
        outing.team = [found[trip.id, name] for name in trip.eligible] if found else None

    # -- rows --------------------------------------------------------------------------------

    def cell(self, visit: Visit, column: str) -> str:
        return self.campaign.targets.cell(visit.row, column)

    def place_cells(self, number: int | None, outcome: tuple[Visit, str] | None) -> list[str]:
        if number is None or outcome is None:
            return [""] * 10 + ["备选已用完", "", ""]
        visit, method = outcome
        outing = self.outing(visit)
        people = [self.campaign.matching.people[name] for name in (outing and outing.team) or []]
        names = [people[0].row["姓名"], people[0].row.get("执法证号", "")] if people else ["", ""]
        return [
            str(number), visit.id, *(self.cell(visit, c) for c in ("name", "unit", "address")),
            items_shown(self.campaign, visit.tasks), *names,
            "；".join(map(shown, people[1:])),
            "；".join(who.row.get("执法证号", "") for who in people[1:]),
            method, visit.day.isoformat(), visit.deadline.isoformat(),
        ]


def shown(who: Person) -> str:
    mark = who.department or ("专家" if who.role == "expert" else "")
    return who.row["姓名"] + (f"（{mark}）" if mark else "")


def repeated(campaign: Campaign, calendar: dict[date, str], entries: list[dict[str, Any]],
             alias: dict[str, str]) -> Book:
    """The book after a ledger's replacements; `alias`: ticket of the stage schedule → id."""
    book = Book(campaign, WorkingDays(calendar))
    for entry in entries:
        data = entry["data"]
        found = date.fromisoformat(data["date"]) if data["date"] else None
        if not book.replace(alias[data["target"]], data["reason"], data["by"] or "", found):
            raise ValueError(f"line {entry['sequence']} replaces nobody")
    return book
