"""People, places in teams, and the steps of a plan's pairing: everyone first, then fallbacks."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from pairing import Limits, Slot, Trip, pair
from protocol import byte_sorted
from registry import Row, as_list, day
from repair import Pair, repaired

if TYPE_CHECKING:
    from campaign import Campaign, Visit

YES = ("是", "yes", "true", "1")
ACTIVE = ("", "在岗", "在职", "active")


def listed_values(cell: str) -> list[str]:
    return [value for value in cell.replace("；", ";").split(";") if value]


# -- people ----------------------------------------------------------------------------------


@dataclass
class Person:
    """Somebody in one of the inspector registries."""

    row: Row
    department: str
    why_not: str
    role: str | None
    fallback: int | None = None
    unlimited: bool = False

    @property
    def reference(self) -> str:
        return (f"{self.department}/" if self.department else "") + self.row["人员编号"]

    def holds(self, need: str) -> bool:
        return not need or need in listed_values(self.row.get("岗位资质资格", ""))

    def available(self, when: date) -> bool:
        """Certificate valid and not on leave on the day; experts need no certificate."""
        first, last = day(self.row.get("请假起", "")), day(self.row.get("请假止", ""))
        if first is not None and last is not None and first <= when <= last:
            return False
        valid = day(self.row["执法证有效期至"])
        return self.role == "expert" or (valid is not None and when <= valid)


def why_not(row: Row, plan: dict[str, Any]) -> str:
    """Why a person in an inspector registry is no officer of this plan, or nothing."""
    if row.get("是否辅助人员") in YES:
        return "辅助人员"
    if row.get("是否专家") in YES:
        return "专家"
    if row.get("岗位状态", "") not in ACTIVE:
        return "不在岗"
    valid = day(row["执法证有效期至"])
    if valid is None or not row["执法证号"]:
        return "无执法证"
    return "执法证过期" if valid < date.fromisoformat(plan["schedule"]["from"]) else ""


def person(row: Row, department: str, plan: dict[str, Any]) -> Person:
    reason = why_not(row, plan)
    role = None
    if not reason:
        role = f"department:{department}" if department else "officer"
    elif reason == "专家" and not department and row.get("岗位状态", "") in ACTIVE:
        asked = any("experts" in task for task in plan["tasks"].values())
        role = "expert" if asked else None
    return Person(row, department, reason, role)


# -- places ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """One place of a team: its name in the tickets, who goes, what he must hold."""

    name: str
    role: str
    need: str


def places_of(campaign: Campaign, visits: list[Visit]) -> list[Place]:
    tasks = [task.rules for visit in visits for task in visit.tasks]
    size = campaign.plan["pairing"].get("teamSize", 2)
    own = spread(needs(campaign, tasks), size)
    places = [Place(f"member{n}" if n else "leader", "officer", need) for n, need in enumerate(own)]
    sizes: dict[str, int] = defaultdict(int)
    holds: dict[str, set[str]] = defaultdict(set)
    experts: Counter[str] = Counter()
    for task in tasks:
        for name, team in task.get("departments", {}).items():
            rules = team if isinstance(team, dict) else {"teamSize": team}
            sizes[name] = max(sizes[name], rules.get("teamSize", 2))
            holds[name].update(as_list(rules.get("qualifications", [])))
        if "experts" in task:
            asked = task["experts"]
            rules = asked if isinstance(asked, dict) else {"count": asked}
            need = rules.get("qualification", "")
            experts[need] = max(experts[need], rules.get("count", 1))
    for name in byte_sorted(sizes):
        wanted = spread(byte_sorted(holds[name]), sizes[name])
        places += [
            Place(f"department:{name}:{n}", f"department:{name}", need)
            for n, need in enumerate(wanted, 1)
        ]
    skilled = [need for need in byte_sorted(n for n in experts if n) for _ in range(experts[need])]
    wanted = spread(skilled, experts[""])
    return places + [Place(f"expert{n}", "expert", need) for n, need in enumerate(wanted, 1)]


def spread(wanted: list[str], size: int) -> list[str]:
    return wanted + [""] * (size - len(wanted))


def needs(campaign: Campaign, tasks: list[dict[str, Any]]) -> list[str]:
    codes = {code for task in tasks for code in task["items"]}
    return byte_sorted(
        {need for code in codes for need in listed_values(campaign.items[code].get("所需资质", ""))}
    )


# -- recusals --------------------------------------------------------------------------------


@dataclass
class Recusals:
    """Who must not inspect whom: references by target's id or name, and by the rule."""

    listed: set[tuple[str, str]]
    rule: dict[str, int]
    past: dict[str, dict[date, tuple[bool, set[str]]]] = field(default_factory=dict)

    def remember(self, rows: list[Row], start: date) -> None:
        for row in rows:
            when = day(row["检查日期"])
            if when is None or when >= start or not self.rule:
                continue
            days = self.past.setdefault(row["统一社会信用代码"], {})
            planned, officers = days.get(when, (False, set()))
            days[when] = (
                planned or bool(row.get("计划编号")),
                officers | set(listed_values(row.get("人员编号", ""))),
            )

    def by_rule(self, target: str, when: date) -> set[str]:
        days = self.past.get(target, {})
        latest = sorted(days, reverse=True)
        drawn = [past for past in latest if days[past][0]]
        chosen = latest[: self.rule.get("withinVisits", 0)]
        chosen += drawn[: self.rule.get("withinDraws", 0)]
        chosen += [past for past in latest if (when - past).days <= self.rule.get("withinDays", -1)]
        return {officer for past in chosen for officer in days[past][1]}


# -- steps -----------------------------------------------------------------------------------


@dataclass
class Matching:
    """What becomes of a plan's trips."""

    campaign: Campaign
    recusals: Recusals
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[Slot, str] = field(default_factory=dict)
    methods: dict[str, int | None] = field(default_factory=dict)
    eligible_trips: dict[str, int] = field(default_factory=dict)
    shares: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    met: Counter[Pair] = field(default_factory=Counter)

    def carried(self, who: Person) -> int:
        counts = self.campaign.plan["pairing"].get("carryOver")
        return int(who.row.get("本年度已参与抽查次数") or 0) if counts else 0

    def members(self) -> dict[str, Person]:
        return {name: who for name, who in self.people.items() if who.role}

    def trip(self, visits: list[Visit]) -> Trip:
        """A trip with everyone who may fill each of its places, limits aside."""
        campaign = self.campaign
        targets, when = campaign.targets, visits[0].day
        station = targets.cell(visits[0].row, "unit")
        avoids = campaign.plan["pairing"].get("avoidOwnUnit") and station
        barred: set[str] = set()
        for visit in visits:
            barred |= self.recusals.by_rule(visit.id, when)
            names = {visit.id, targets.cell(visit.row, "name")}
            barred |= {who for who, target in self.recusals.listed if target in names}
        free = {
            name: who
            for name, who in self.members().items()
            if who.available(when)
            and name not in barred
            and not (avoids and who.row.get("工作单位") == station)
        }
        return Trip(
            visits[0].id,
            when,
            {
                place.name: frozenset(
                    name
                    for name, who in free.items()
                    if who.role == place.role and who.holds(place.need)
                )
                for place in campaign.places[visits[0].trip]
            },
        )

    def step(self, fallback: int | None) -> None:
        """Pairs what has no team yet with everyone there is."""
        campaign, rules = self.campaign, self.campaign.plan["pairing"]
        trips = [
            self.trip(visits)
            for name, visits in campaign.grouped.items()
            if name not in self.methods
        ]
        members = self.members()
        days = {visits[0].id: visits[0].day for visits in campaign.grouped.values()}
        engaged: dict[str, list[date]] = defaultdict(list)
        for (trip, _), name in self.teams.items():
            engaged[name].append(days[trip])
        limits = Limits(
            *(rules.get(f"{span}Limit") for span in ("daily", "weekly", "period")),
            frozenset(name for name, who in members.items() if who.unlimited),
        )
        carried = {name: self.carried(who) for name, who in members.items()}
        key = campaign.keys["pairing"]
        found = pair(trips, limits, carried, key, engaged)
        if "pairLimit" in rules:
            found = repaired(
                trips, found, limits, carried, engaged, self.met, rules["pairLimit"], key
            )
        staffed = {trip for trip, _ in found}
        self.count(trips, staffed)
        self.teams |= found
        self.methods |= dict.fromkeys(staffed, fallback)

    def count(self, trips: list[Trip], staffed: set[str]) -> None:
        """The chances of everyone in this step."""
        counted = Counter[str]()
        for trip in trips:
            by_role: dict[str, list[str]] = defaultdict(list)
            for place in self.campaign.places[trip.id]:
                by_role[place.role].append(place.name)
            for names in by_role.values():
                sharing = frozenset().union(*(trip.eligible[name] for name in names))
                counted.update(sharing)
                if trip.id in staffed:
                    for name in sharing:
                        self.shares[name][len(sharing)] += len(names)
        for name in self.members():
            self.eligible_trips.setdefault(name, counted[name])


def prepare(
    campaign: Campaign, inspectors: dict[str, list[Row]], rows: dict[str, list[Row]]
) -> list[Person]:
    """Places and people. `inspectors`: the rows of each department's registry, one's own under ""."""
    plan = campaign.plan
    for visit in campaign.visits:
        campaign.grouped.setdefault(visit.trip, []).append(visit)
    for trip, visits in campaign.grouped.items():
        campaign.places[trip] = places_of(campaign, visits)
    everyone = [
        person(row, department, plan) for department, found in inspectors.items() for row in found
    ]
    listed = {(row["人员编号"], row["统一社会信用代码"]) for row in rows.get("recusals", [])}
    for who in everyone:
        listed |= {(who.reference, target) for target in listed_values(who.row.get("回避单位", ""))}
    rule = plan["pairing"].get("recuse", {}).get("sameEnterprise", {})
    recusals = Recusals(listed, rule)
    recusals.remember(rows.get("history", []), date.fromisoformat(plan["period"]["from"]))
    matching = Matching(campaign, recusals)
    home = as_list(plan["district"])
    matching.people = {
        who.reference: who for who in everyone if who.row.get("所属区", "") in home
    }
    campaign.matching = matching
    return everyone


def match(campaign: Campaign, inspectors: dict[str, list[Row]], rows: dict[str, list[Row]]) -> None:
    """All steps."""
    everyone = prepare(campaign, inspectors, rows)
    plan, matching = campaign.plan, campaign.matching
    matching.step(None)
    for number, fallback in enumerate(plan.get("fallbacks", [])):
        if len(matching.methods) == len(campaign.grouped):
            break
        admit(matching, everyone, fallback, number)
        matching.step(number)


def admit(matching: Matching, everyone: list[Person], fallback: dict[str, Any], number: int) -> None:
    direct = fallback["kind"] == "direct"
    named = as_list(fallback["officers" if direct else "districts"])
    for who in everyone:
        if (who.reference if direct else who.row.get("所属区", "")) not in named or not who.role:
            continue
        if who.reference not in matching.people:
            who.fallback = number
            matching.people[who.reference] = who
        if direct:
            who.unlimited = True
