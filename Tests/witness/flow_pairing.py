"""Judges the program's pairings by OR-Tools, from the files it wrote.

    python3 Tests/witness/flow_pairing.py --program PATH --folder DIR [--count N] [--trips N]

Each random district is written as files, drawn by the command, and read back: plan.csv says who
goes where, the registries and the protocol's page say who may. What each check proves:

  rules      every team is whole, eligible and within all limits              (proves it)
  staffed    no trip without a team could join those staffed before it       (proves it, by max flow)
  balance    Σ load² is the smallest for these trips                        (proves it, by min cost flow)
  exchange   no single replacement or exchange gives smaller edge tickets    (necessary, not enough)
  unique     edge by edge in ticket order, the answer of the definition      (proves it; small ones only)
  time       the whole command against the solver's own seconds              (a measurement)
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from campaign import Campaign, conduct
from flows import Seconds, can_fill, cheapest, least, typed, untyped
from instances import write_instance
from pairing import Limits, Slot, Trip, edge_ticket
from protocol import H


@dataclass
class Judged:
    """A drawn instance: trips with who may go, and who goes."""

    campaign: Campaign
    trips: list[Trip]
    carried: dict[str, int]
    limits: Limits
    holders: dict[Slot, str]
    claimed_squares: int

    @property
    def staffed(self) -> list[Trip]:
        return [trip for trip in self.trips if (trip.id, "leader") in self.holders]

    def rank(self, trip: Trip) -> str:
        return H(f"{self.campaign.keys['pairing']}|{trip.id}")

    def edge(self, slot: Slot, officer: str) -> str:
        return edge_ticket(self.campaign.keys["pairing"], *slot, officer)


def draw(program: Path, plan: Path, out: Path, seed: str) -> Seconds:
    """Time of the whole command, of all its threads together where it is the processor's."""
    shutil.rmtree(out, ignore_errors=True)
    command = [program, "draw", plan, "--seed", seed, "--output", out, "--csv", "plain", "--quiet"]
    wall, processor = time.perf_counter(), children()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return Seconds(time.perf_counter() - wall, children() - processor)


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def read(plan_path: Path, out: Path, seed: str) -> Judged:
    plan = json.loads(plan_path.read_text("utf-8"))
    plan["inputs"] = {
        role: spec if isinstance(spec, dict) else {"file": spec}
        for role, spec in plan["inputs"].items()
    }
    folder = plan_path.parent
    data = {role: (folder / spec["file"]).read_bytes() for role, spec in plan["inputs"].items()}
    campaign = conduct(plan, data, H(seed), teams=False)
    record = json.loads((out / plan["id"] / "record.json").read_text("utf-8"))
    matching = campaign.matching
    trips = [matching.trip(visits) for visits in campaign.grouped.values()]
    carried = {name: matching.carried(who) for name, who in matching.members().items()}
    names = {trip.id: list(trip.eligible) for trip in trips}
    officers = {who.row["执法证号"]: name for name, who in matching.members().items()}
    holders: dict[Slot, str] = {}
    with (out / plan["id"] / "plan.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            team = [row["组长执法证号"], *row["组员执法证号"].split("；")]
            unit = row["统一社会信用代码"]
            if unit in names and row["组长执法证号"]:
                assert len(team) == len(names[unit]), f"{unit}: the team is not whole"
                holders |= {(unit, name): officers[c] for name, c in zip(names[unit], team)}
    squares = record["pairing"]["sumOfSquaredLoads"]
    limits = Limits(*(plan["pairing"].get(f"{span}Limit") for span in ("daily", "weekly", "period")))
    return Judged(campaign, trips, carried, limits, holders, squares)


# -- checks ----------------------------------------------------------------------------------


def broken_rules(judged: Judged) -> Iterator[str]:
    days, weeks, periods = Counter(), Counter(), Counter()
    for trip in judged.staffed:
        team = [judged.holders[trip.id, name] for name in trip.eligible]
        if len(set(team)) < len(team):
            yield f"{trip.id}: one officer twice"
        for name, officers in trip.eligible.items():
            officer = judged.holders[trip.id, name]
            if officer not in officers:
                yield f"{trip.id} {name}: {officer} may not go"
            days[officer, trip.day] += 1
            weeks[officer, trip.day.isocalendar()[:2]] += 1
            periods[officer] += 1
    spans = zip(("daily", "weekly", "period"), (days, weeks, periods))
    for span, counts in spans:
        limit = getattr(judged.limits, span)
        yield from (f"{span} limit: {who}" for who, n in counts.items() if limit and n > limit)


def addable(judged: Judged, most: int) -> Iterator[str]:
    """Trips without a team that could have joined those before them; `most` are tried."""
    before: list[Trip] = []
    tried = 0
    staffed = {trip.id for trip in judged.staffed}
    for trip in sorted(judged.trips, key=judged.rank):
        if trip.id in staffed:
            before.append(trip)
        elif tried < most:
            tried += 1
            if can_fill(*typed([*before, trip], judged.limits, {}, {})):
                yield trip.id


def squares(judged: Judged) -> int:
    loads = Counter(judged.holders.values())
    return sum((loads[who] + carried) ** 2 for who, carried in judged.carried.items())


def improvements(judged: Judged, pairs: int) -> Iterator[str]:
    """Single replacements (all) and exchanges (all, or so many at random) to smaller tickets."""
    loads = Counter(judged.holders.values())
    for officer, carried in judged.carried.items():
        loads[officer] += carried
    eligible = {(t.id, n): who for t in judged.staffed for n, who in t.eligible.items()}
    day = {trip.id: trip.day for trip in judged.staffed}
    own = {slot: judged.edge(slot, who) for slot, who in judged.holders.items()}
    for slot, holder in judged.holders.items():
        for other in eligible[slot]:
            if loads[other] == loads[holder] - 1 and judged.edge(slot, other) < own[slot]:
                if keeps_limits(judged, {slot: other}, day):
                    yield f"{slot}: {other} for {holder}"
    slots = list(judged.holders)
    every = [(s, t) for i, s in enumerate(slots) for t in slots[:i]] if len(slots) <= 1500 else None
    if every is None or len(every) > pairs:
        r = random.Random(1)
        every = [(r.choice(slots), r.choice(slots)) for _ in range(pairs)]
    for s, t in every:
        a, b = judged.holders[s], judged.holders[t]
        if a == b or b not in eligible[s] or a not in eligible[t]:
            continue
        new = sorted((judged.edge(s, b), judged.edge(t, a)))
        if new < sorted((own[s], own[t])) and keeps_limits(judged, {s: b, t: a}, day):
            yield f"{s} and {t}: {a} and {b} exchanged"


def keeps_limits(judged: Judged, change: dict[Slot, str], day: dict[str, object]) -> bool:
    """Whether the changed officers keep their limits and stand once on each team."""
    touched = set(change.values())
    mine = {s: w for s, w in (judged.holders | change).items() if w in touched}
    trips = Counter((who, trip) for (trip, _), who in mine.items())
    days = Counter((who, day[trip]) for (trip, _), who in mine.items())
    weeks = Counter((who, day[trip].isocalendar()[:2]) for (trip, _), who in mine.items())
    period = Counter(mine.values())
    spans = ((days, judged.limits.daily), (weeks, judged.limits.weekly),
             (period, judged.limits.period), (trips, 1))
    return all(limit is None or max(counts.values()) <= limit for counts, limit in spans)


def unique_answer(judged: Judged) -> dict[Slot, str]:
    """The definition itself, each edge asked of OR-Tools."""
    trips, carried = judged.staffed, judged.carried
    best, _ = cheapest(*typed(trips, judged.limits, carried, {}))
    edges = sorted(
        (judged.edge((t.id, name), who), (t.id, name), who)
        for t in trips for name, officers in t.eligible.items() for who in officers
    )
    fixed: dict[Slot, str] = {}
    for _, slot, who in edges:
        if slot not in fixed:
            cost, _ = cheapest(*typed(trips, judged.limits, carried, fixed | {slot: who}))
            if cost == best:
                fixed[slot] = who
    return fixed


# -- the whole -------------------------------------------------------------------------------


def judge(program: Path, folder: Path, seed: int, unique: bool, **shape: object) -> list[str]:
    plan = write_instance(folder, seed, **shape)
    draw(program, plan, folder / "out", f"flow {seed}")
    judged = read(plan, folder / "out", f"flow {seed}")
    faults = [f"rules: {fault}" for fault in broken_rules(judged)]
    faults += [f"staffed: {trip} could have had a team" for trip in addable(judged, 10)]
    if squares(judged) != judged.claimed_squares:
        faults.append(f"balance: record says {judged.claimed_squares}, files {squares(judged)}")
    base = sum(carried**2 for carried in judged.carried.values())
    cost, _ = cheapest(*typed(judged.staffed, judged.limits, judged.carried, {}))
    if cost is None or base + cost != squares(judged):
        faults.append(f"balance: {squares(judged)}, OR-Tools {cost and base + cost}")
    faults += [f"exchange: {better}" for better in improvements(judged, 200_000)]
    if unique and unique_answer(judged) != judged.holders:
        faults.append("unique: another assignment is the answer")
    return faults


def shape_of(seed: int) -> tuple[bool, dict[str, object]]:
    """Every other instance is small enough for the whole definition."""
    r = random.Random(seed)
    small = seed % 2 == 0
    trips = r.randint(4, 18) if small else r.randint(60, 400)
    officers = r.randint(4, 9) if small else r.randint(12, 60)
    per_head = 2 * trips / officers
    return small, {
        "trips": trips, "officers": officers, "held": r.choice([35, 60, 80]),
        "recusals": r.choice([0, trips // 2]), "days": r.choice([10, 40, 120]),
        "absent": r.choice([0, 30]), "team": r.choice([2, 2, 3]), "carry": r.choice([False, True]),
        "avoid": r.choice([False, True]), "period": max(1, round(per_head * r.choice([0.8, 1.2, 2]))),
        **({"daily": r.choice([1, 2])} if r.random() < 0.5 else {}),
        **({"weekly": 100 if r.random() < 0.5 else 4} if r.random() < 0.3 else {}),
    }


def ordered(shape: dict[str, object]) -> dict[str, object]:
    """Limits over shorter times are not above those over longer ones: plans refuse that."""
    shape["weekly"] = min(shape.get("weekly", shape["period"]), shape["period"])
    shape["daily"] = min(shape.get("daily", shape["weekly"]), shape["weekly"], 50)
    return shape


def measure(program: Path, folder: Path, trips: int) -> tuple[list[str], str]:
    """The large district: all checks, and seconds side by side, the best of three each."""
    shape = {"trips": trips, "officers": trips // 20, "recusals": trips // 2, "period": 45}
    faults = judge(program, folder, 6000, False, **shape)
    plan = folder / "plan.json5"
    judged = read(plan, folder / "out", "flow 6000")
    bare = without_officers(plan)
    args = (judged.staffed, judged.limits, judged.carried)
    networks = [typed(*args, {}), untyped(*args)]
    ours, drawing, theirs = [], [], ([], [])
    for _ in range(3):
        ours.append(draw(program, plan, folder / "out", "flow 6000"))
        drawing.append(draw(program, bare, folder / "alone", "flow 6000"))
        for seconds, network in zip(theirs, networks):
            seconds.append(cheapest(*network)[1])
    whole, rest, full, loose = map(least, (ours, drawing, *theirs))
    alone = max(whole.processor - rest.processor, 1e-3)
    text = (
        f"{trips} trips × {trips // 20} officers, {len(networks[0][0].tails)} arcs: whole command "
        f"{whole}, without pairing {rest}; OR-Tools solve {full} typed, {loose} untyped; processor "
        f"time: command 1/{full.processor / whole.processor:.0f} of typed, pairing "
        f"1/{full.processor / alone:.0f} of typed and {alone / loose.processor:.2f} of untyped"
    )
    return faults, text


def without_officers(plan: Path) -> Path:
    rules = json.loads(plan.read_text("utf-8"))
    for role in ("inspectors", "recusals"):
        del rules["inputs"][role]
    path = plan.with_name("alone.json5")
    path.write_text(json.dumps(rules, ensure_ascii=False), "utf-8")
    return path


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--from", type=int, default=1, dest="first")
    parser.add_argument("--trips", type=int, default=6000)
    options = parser.parse_args()
    program, bad = options.program.resolve(), 0
    for seed in range(options.first, options.first + options.count):
        small, shape = shape_of(seed)
        faults = judge(program, options.folder / f"d{seed}", seed, small, **ordered(shape))
        bad += bool(faults)
        for fault in faults[:5]:
            print(f"  district {seed}: {fault}")
    text = "no large district"
    if options.trips:
        faults, text = measure(program, options.folder / "large", options.trips)
        bad += bool(faults)
        for fault in faults[:5]:
            print(f"  large district: {fault}")
    verdict = "differs" if bad else "agrees"
    print(f"ortools   {verdict}: {options.count} districts, {bad} with faults; {text}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
