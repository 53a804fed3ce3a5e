"""Tries the witness's own pairing on tiny worlds against every assignment there is.

    python3 Tests/witness/exhaust.py [--count N]
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pairing import Limits, Slot, Trip, edge_ticket, pair, slot_names
from protocol import H

Assignment = dict[Slot, str]
Engaged = dict[str, list[date]]


def world(seed: int) -> tuple[list[Trip], Limits, dict[str, int]]:
    r = random.Random(seed)
    officers = [f"p{number}" for number in range(r.randint(2, 4))]
    trips = []
    for number in range(r.randint(1, 4)):
        day = date(2026, 10, 8) + timedelta(r.choice([0, 0, 1, 4, 5, 11]))
        eligible = {
            name: frozenset(o for o in officers if r.random() < 0.8)
            for name in slot_names(r.choice([2, 2, 3]))
        }
        trips.append(Trip(f"t{number}", day, eligible))
    daily, weekly, period = (r.choice([None, *choices]) for choices in ([1, 2], [1, 2], [2, 3]))
    carried = {officer: r.choice([0, 0, 1, 3]) for officer in officers}
    return trips, Limits(daily, weekly, period), carried


def teams(trip: Trip) -> Iterator[Assignment]:
    """Every way to fill a trip's slots with different officers."""
    for officers in itertools.product(*trip.eligible.values()):
        if len(set(officers)) == len(officers):
            yield {(trip.id, name): officer for name, officer in zip(trip.eligible, officers)}


def keeps(
    assignment: Assignment, trips: dict[str, Trip], limits: Limits, engaged: Engaged
) -> bool:
    """Whether everyone who is sent keeps the limits, with what is decided already."""
    counted: dict[str, Counter[tuple[object, ...]]] = {}
    sent = set(assignment.values())
    works = [(officer, trips[trip].day) for (trip, _), officer in assignment.items()]
    works += [(officer, day) for officer in sent for day in engaged.get(officer, [])]
    for officer, day in works:
        for span, key in (("daily", day), ("weekly", day.isocalendar()[:2]), ("period", 0)):
            if span != "period" or officer not in limits.unlimited:
                counted.setdefault(span, Counter())[officer, key] += 1
    bounds = {span: getattr(limits, span) for span in counted}
    return all(
        bounds[span] is None or max(counts.values()) <= bounds[span]
        for span, counts in counted.items()
    )


def assignments(trips: list[Trip], limits: Limits, engaged: Engaged) -> Iterator[Assignment]:
    by_id = {trip.id: trip for trip in trips}
    for parts in itertools.product(*(list(teams(trip)) for trip in trips)):
        whole = {slot: officer for part in parts for slot, officer in part.items()}
        if keeps(whole, by_id, limits, engaged):
            yield whole


def by_definition(
    trips: list[Trip], limits: Limits, carried: dict[str, int], key: str,
    engaged: Engaged | None = None,
) -> Assignment:
    """The three steps of §7, read literally."""
    engaged = engaged or {}
    staffed: list[Trip] = []
    for trip in sorted(trips, key=lambda trip: H(f"{key}|{trip.id}")):
        if any(True for _ in assignments([*staffed, trip], limits, engaged)):
            staffed.append(trip)

    def rank(assignment: Assignment) -> tuple[int, list[str]]:
        taken = Counter(assignment.values())
        before = {officer: had + len(engaged.get(officer, [])) for officer, had in carried.items()}
        loads = sum((taken[officer] + had) ** 2 for officer, had in before.items())
        edges = sorted(edge_ticket(key, *slot, officer) for slot, officer in assignment.items())
        return loads, edges

    return min(assignments(staffed, limits, engaged), key=rank)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=300)
    wrong = []
    for seed in range(parser.parse_args().count):
        trips, limits, carried = world(seed)
        key = H(f"key {seed}")
        expected = by_definition(trips, limits, carried, key)
        if pair(trips, limits, carried, key) != expected:
            wrong.append(seed)
    print(f"worlds in which the witness's pairing is not the definition's: {wrong or 'none'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
