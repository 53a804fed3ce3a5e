"""Pairing as flows that OR-Tools solves: who can be staffed together, and how equal loads can be.

    source ─ officer ─ week ─ day ─ (officer, trip) ─ slot ─ sink

An officer's units leave the source at rising costs 2·load + 1, so that a cheapest flow makes the
sum of squared loads smallest. All numbers are integers, so that the answers are exact.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from ortools.graph.python import max_flow, min_cost_flow

from pairing import Limits, Slot, Trip

MANY = 1_000_000


@dataclass(frozen=True)
class Seconds:
    """By the clock, and of the processor: on a machine that is busy, only the latter compares."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.processor:.2f} s of processor)"


def least(runs: list[Seconds]) -> Seconds:
    return Seconds(min(run.wall for run in runs), min(run.processor for run in runs))


@dataclass
class Network:
    """Arcs with capacities and costs, nodes numbered as they are named."""

    numbers: dict[object, int] = field(default_factory=dict)
    tails: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    capacities: list[int] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)

    def node(self, name: object) -> int:
        return self.numbers.setdefault(name, len(self.numbers))

    def arc(self, tail: object, head: object, capacity: int = 1, cost: int = 0) -> None:
        self.tails.append(self.node(tail))
        self.heads.append(self.node(head))
        self.capacities.append(capacity)
        self.costs.append(cost)

    def arrays(self) -> tuple[np.ndarray, ...]:
        lists = (self.tails, self.heads, self.capacities, self.costs)
        return tuple(np.array(values, dtype=np.int64) for values in lists)


def typed(
    trips: Iterable[Trip], limits: Limits, carried: dict[str, int], fixed: dict[Slot, str]
) -> tuple[Network, int]:
    """The network of all slots, and how many there are; fixed slots keep their officer."""
    network, slots = Network(), 0
    network.node("source"), network.node("sink")
    places: set[tuple[str, date]] = set()
    most: dict[str, int] = {}
    for trip in trips:
        chances: dict[str, list[str]] = {}
        for slot, officers in trip.eligible.items():
            slots += 1
            network.arc(("slot", trip.id, slot), "sink")
            own = {fixed[trip.id, slot]} if (trip.id, slot) in fixed else officers
            for officer in own:
                chances.setdefault(officer, []).append(slot)
        for officer, fits in chances.items():
            places.add((officer, trip.day))
            most[officer] = most.get(officer, 0) + 1
            if len(fits) == 1:
                network.arc(("day", officer, trip.day), ("slot", trip.id, fits[0]))
                continue
            network.arc(("day", officer, trip.day), ("on", officer, trip.id))
            for slot in fits:
                network.arc(("on", officer, trip.id), ("slot", trip.id, slot))
    weeks = set()
    for officer, day in sorted(places):
        week = ("week", officer, *day.isocalendar()[:2])
        network.arc(week, ("day", officer, day), or_many(limits.daily))
        weeks.add(week)
    for week in sorted(weeks):
        network.arc(("officer", week[1]), week, or_many(limits.weekly))
    for officer, count in sorted(most.items()):
        for unit in range(min(or_many(limits.period), count)):
            network.arc("source", ("officer", officer), 1, 2 * (carried.get(officer, 0) + unit) + 1)
    return network, slots


def or_many(limit: int | None) -> int:
    return MANY if limit is None else limit


def untyped(trips: Iterable[Trip], limits: Limits, carried: dict[str, int]) -> tuple[Network, int]:
    """The relaxation that forgets which slot an officer fills: so many of whoever may go."""
    network, slots = Network(), 0
    network.node("source"), network.node("sink")
    officers = set()
    for trip in trips:
        slots += len(trip.eligible)
        network.arc(("trip", trip.id), "sink", len(trip.eligible))
        for officer in frozenset().union(*trip.eligible.values()):
            officers.add(officer)
            network.arc(("officer", officer), ("trip", trip.id))
    for officer in sorted(officers):
        for unit in range(min(or_many(limits.period), 200)):
            network.arc("source", ("officer", officer), 1, 2 * (carried.get(officer, 0) + unit) + 1)
    return network, slots


def can_fill(network: Network, slots: int) -> bool:
    """Whether all slots can be filled together."""
    tails, heads, capacities, _ = network.arrays()
    solver = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(tails, heads, capacities)
    solver.solve(network.node("source"), network.node("sink"))
    return solver.optimal_flow() == slots


def cheapest(network: Network, slots: int) -> tuple[int | None, Seconds]:
    """The smallest cost of filling all slots, nothing if they cannot be; time without building."""
    tails, heads, capacities, costs = network.arrays()
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    solver.set_node_supply(network.node("source"), slots)
    solver.set_node_supply(network.node("sink"), -slots)
    wall, processor = time.perf_counter(), time.process_time()
    status = solver.solve()
    seconds = Seconds(time.perf_counter() - wall, time.process_time() - processor)
    return (solver.optimal_cost() if status == solver.OPTIMAL else None), seconds
