"""Trips to officers, exactly as §7 defines the result, by augmenting paths.

An officer's slots form a tree of limits: officer in trip (1) → day → week → period. Loads are
convex costs at the officer, so Σ load² is minimal iff no residual path leads from an officer to
one whose load is smaller by two or more, and an edge can join an optimal assignment iff a
residual cycle through it costs nothing.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from protocol import H

Slot = tuple[str, str]
"""A trip's id and the slot's name."""
Node = tuple[str, ...]
"""(trip, slot) kinds of places a unit of work passes; the first word says which."""


@dataclass(frozen=True)
class Trip:
    """One trip: its day, its slots in order, and who may fill each."""

    id: str
    day: date
    eligible: dict[str, frozenset[str]]


@dataclass(frozen=True)
class Limits:
    """Trips an officer may take; None is no limit."""

    daily: int | None
    weekly: int | None
    period: int | None
    unlimited: frozenset[str] = frozenset()
    """Who may go beyond the period's limit."""


def places(officer: str, day: date) -> list[Node]:
    """The limits that a trip of an officer on a day counts in."""
    year, week, _ = day.isocalendar()
    return [
        ("day", officer, day.isoformat()),
        ("week", officer, f"{year}-{week}"),
        ("officer", officer),
    ]


def slot_names(count: int) -> list[str]:
    return ["leader", *(f"member{number}" for number in range(1, count))]


def edge_ticket(pairing_key: str, trip: str, slot: str, officer: str) -> str:
    return H(f"{H(f'{pairing_key}|{trip}')}|{slot}|{officer}")


@dataclass
class Search:
    """The nodes a search reached, each with the one before it, and the end it was after."""

    came: dict[Node, Node | None]
    end: Node | None

    def path(self, end: Node | None = None) -> list[Node]:
        node, path = end or self.end, []
        while node is not None:
            path.append(node)
            node = self.came[node]
        return path[::-1]


@dataclass
class Solver:
    """An assignment of slots to officers, and the paths along which it can change."""

    trips: dict[str, Trip]
    limits: Limits
    carried: dict[str, int]
    engaged: dict[str, list[date]] = field(default_factory=dict)
    """The days of trips that are decided already."""
    assigned: dict[Slot, str] = field(default_factory=dict)
    fixed: set[Slot] = field(default_factory=set)
    used: Counter[Node] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Nobody has anything but what is decided already."""
        self.assigned, self.used = {}, Counter()
        for officer, days in self.engaged.items():
            for day in days:
                for node in places(officer, day):
                    self.used[node] += 1

    # -- places ------------------------------------------------------------------------------

    def chain(self, trip: str, officer: str) -> list[Node]:
        return [("trip", officer, trip), *places(officer, self.trips[trip].day)]

    def room(self, node: Node) -> bool:
        limit = {
            "trip": 1,
            "day": self.limits.daily,
            "week": self.limits.weekly,
            "officer": None if node[1] in self.limits.unlimited else self.limits.period,
        }[node[0]]
        return limit is None or self.used[node] < limit

    def load(self, officer: str) -> int:
        return self.used[("officer", officer)] + self.carried[officer]

    def put(self, slot: Slot, officer: str) -> None:
        self.assigned[slot] = officer
        for node in self.chain(slot[0], officer):
            self.used[node] += 1

    def drop(self, slot: Slot) -> None:
        for node in self.chain(slot[0], self.assigned.pop(slot)):
            self.used[node] -= 1

    # -- residual paths ----------------------------------------------------------------------

    def steps(self, node: Node) -> Iterable[Node]:
        """Where a unit of work that arrives at a node can go on."""
        if node[0] == "slot":
            trip = self.trips[node[1]]
            holder = self.assigned.get((node[1], node[2]))
            for officer in trip.eligible[node[2]]:
                if officer != holder:
                    yield ("trip", officer, trip.id)
            return
        if self.room(node) and node[0] != "officer":
            yield self.above[node]
        yield from (below for below in self.below.get(node, ()) if self.used[below])
        if node[0] == "trip":
            for name in self.trips[node[2]].eligible:
                slot = (node[2], name)
                if self.assigned.get(slot) == node[1] and slot not in self.fixed:
                    yield ("slot", *slot)

    def index(self) -> None:
        """The tree of limits: each place's next one up, and those below it."""
        self.above: dict[Node, Node] = {}
        self.below: dict[Node, list[Node]] = {}
        for trip in self.trips.values():
            for officer in frozenset().union(*trip.eligible.values()):
                chain = self.chain(trip.id, officer)
                for low, high in zip(chain, chain[1:]):
                    if low not in self.above:
                        self.above[low] = high
                        self.below.setdefault(high, []).append(low)

    def search(self, starts: Iterable[Node], done: Callable[[Node], bool]) -> Search:
        """Breadth first over the residual paths from any start to a node that is `done`."""
        came: dict[Node, Node | None] = {start: None for start in starts}
        queue = deque(came)
        while queue:
            node = queue.popleft()
            if done(node):
                return Search(came, node)
            for following in self.steps(node):
                if following not in came:
                    came[following] = node
                    queue.append(following)
        return Search(came, None)

    def follow(self, path: list[Node]) -> None:
        """Moves each slot on a path to the officer that the path gives it next."""
        slots: dict[Slot, str] = {}
        for node, following in zip(path, path[1:]):
            if node[0] == "slot":
                slots[(node[1], node[2])] = following[1]
        for slot in slots:
            if slot in self.assigned:
                self.drop(slot)
        for slot, officer in slots.items():
            self.put(slot, officer)

    # -- the three steps ---------------------------------------------------------------------

    def has_room(self, node: Node) -> bool:
        return node[0] == "officer" and self.room(node)

    def staff(self, trip: Trip) -> bool:
        """Fills all slots of a trip beside those filled before, or none."""
        before = dict(self.assigned)
        for name in trip.eligible:
            found = self.search([("slot", trip.id, name)], self.has_room)
            if found.end is None:
                self.restore(before)
                return False
            self.follow(found.path())
        return True

    def restore(self, before: dict[Slot, str]) -> None:
        self.begin()
        for slot, officer in before.items():
            self.put(slot, officer)

    def level(self) -> None:
        """Moves work from officers to less loaded ones while Σ load² falls."""
        while path := self.improvement():
            self.follow(path)

    def improvement(self) -> list[Node] | None:
        for officer in sorted(self.carried, key=self.load, reverse=True):
            if self.used[("officer", officer)] == 0:
                continue
            bound = self.load(officer) - 2
            found = self.search(
                [("officer", officer)],
                lambda node: self.has_room(node) and self.load(node[1]) <= bound,
            )
            if found.end:
                return found.path()
        return None

    def fix(self, slot: Slot, officer: str) -> bool:
        """Gives a slot to an officer for good, if some optimal assignment does."""
        holder = self.assigned[slot]
        if holder != officer:
            path = self.cycle(("trip", officer, slot[0]), ("trip", holder, slot[0]))
            if path is None:
                return False
            self.follow([("slot", *slot), *path])
        self.fixed.add(slot)
        return True

    def cycle(self, start: Node, goal: Node) -> list[Node] | None:
        """A residual path of no cost: within the tree, or by way of two officers' loads."""
        first = self.search([start], lambda node: node == goal)
        if first.end:
            return first.path()
        ends = [node for node in first.came if self.has_room(node)]
        if not ends:
            return None
        end = min(ends, key=lambda node: self.load(node[1]))
        high = self.load(end[1]) + 1
        givers = [
            ("officer", officer)
            for officer in self.carried
            if self.load(officer) == high and self.used[("officer", officer)]
        ]
        second = self.search(givers, lambda node: node == goal)
        return first.path(end) + second.path() if second.end else None


def pair(
    trips: list[Trip],
    limits: Limits,
    carried: dict[str, int],
    pairing_key: str,
    engaged: dict[str, list[date]] | None = None,
) -> dict[Slot, str]:
    """The one assignment of slots to officers; a trip that stays unstaffed is absent."""
    solver = Solver({trip.id: trip for trip in trips}, limits, carried, engaged or {})
    solver.index()
    staffed = {
        trip.id
        for trip in sorted(trips, key=lambda trip: H(f"{pairing_key}|{trip.id}"))
        if solver.staff(trip)
    }
    solver.level()
    edges = sorted(
        (edge_ticket(pairing_key, trip.id, name, officer), (trip.id, name), officer)
        for trip in trips
        if trip.id in staffed
        for name, officers in trip.eligible.items()
        for officer in officers
    )
    for _, slot, officer in edges:
        if slot not in solver.fixed:
            solver.fix(slot, officer)
    return solver.assigned
