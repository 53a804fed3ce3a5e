"""The repeat-pair limiter: a pairing changed trip by trip until no two go together too often."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pairing import Limits, Slot, Trip, edge_ticket
from protocol import H

Pair = frozenset[str]
Rank = tuple[int, list[str], list[str]]
"""Sum of loads, sorted tickets, team."""


def pairs(team: Iterable[str]) -> Iterator[Pair]:
    return (frozenset(two) for two in itertools.combinations(team, 2))


def within(limits: Limits, officer: str, days: list[date]) -> bool:
    """Whether somebody may go on all these days."""
    weeks = Counter(day.isocalendar()[:2] for day in days)
    period = None if officer in limits.unlimited else limits.period
    return not (
        (period is not None and len(days) > period)
        or (limits.daily is not None and max(Counter(days).values(), default=0) > limits.daily)
        or (limits.weekly is not None and max(weeks.values(), default=0) > limits.weekly)
    )


@dataclass
class Repair:
    """One step's teams, trip by trip in slot order, and what stands beside them."""

    trips: dict[str, Trip]
    teams: dict[str, list[str]]
    limits: Limits
    carried: dict[str, int]
    engaged: dict[str, list[date]]
    met: Counter[Pair]
    most: int
    key: str

    def run(self) -> None:
        order = sorted(self.teams, key=lambda trip: (self.trips[trip].day, H(f"{self.key}|{trip}")))
        for place, trip in enumerate(order):
            if not self.may_meet(self.teams[trip]):
                if not self.exchange(trip, order[place + 1 :]):
                    self.staff_again(trip)
            if trip in self.teams:
                self.met.update(pairs(self.teams[trip]))

    def may_meet(self, team: Iterable[str]) -> bool:
        return all(self.met[pair] < self.most for pair in pairs(team))

    def days(self, officer: str) -> list[date]:
        own = [self.trips[trip].day for trip, team in self.teams.items() if officer in team]
        return self.engaged.get(officer, []) + own

    def has_room(self, officer: str) -> bool:
        return within(self.limits, officer, self.days(officer))

    def ticket(self, trip: str, slot: int, officer: str) -> str:
        return edge_ticket(self.key, trip, list(self.trips[trip].eligible)[slot], officer)

    def may_fill(self, trip: str, slot: int, officer: str) -> bool:
        return officer in list(self.trips[trip].eligible.values())[slot]

    def exchange(self, trip: str, ahead: list[str]) -> bool:
        """The best exchange with a trip ahead, made; whether there is one."""
        mine = self.teams[trip]
        found = []
        for other in ahead:
            theirs = self.teams[other]
            for slot, seat in itertools.product(range(len(mine)), range(len(theirs))):
                gone, come = mine[slot], theirs[seat]
                fresh = [*mine[:slot], come, *mine[slot + 1 :]]
                if (
                    come not in mine
                    and gone not in theirs
                    and self.may_fill(trip, slot, come)
                    and self.may_fill(other, seat, gone)
                    and self.may_meet(fresh)
                ):
                    self.teams[trip] = fresh
                    self.teams[other] = [*theirs[:seat], gone, *theirs[seat + 1 :]]
                    if self.has_room(gone) and self.has_room(come):
                        tickets = self.ticket(trip, slot, come), self.ticket(other, seat, gone)
                        found.append((tickets, other, self.teams[trip], self.teams[other]))
                    self.teams[trip], self.teams[other] = mine, theirs
        if found:
            _, other, self.teams[trip], self.teams[other] = min(found)
        return bool(found)

    def staff_again(self, trip: str) -> None:
        """The best team of all, or none."""
        del self.teams[trip]
        loads = {
            officer: self.carried[officer] + len(self.days(officer)) for officer in self.carried
        }
        day = self.trips[trip].day
        candidates = [
            [o for o in sorted(may) if within(self.limits, o, [*self.days(o), day])]
            for may in self.trips[trip].eligible.values()
        ]
        best = self.best(trip, candidates, loads, [], 0, None)
        if best:
            self.teams[trip] = best[2]

    def best(
        self,
        trip: str,
        candidates: list[list[str]],
        loads: dict[str, int],
        team: list[str],
        load: int,
        best: Rank | None,
    ) -> Rank | None:
        """The least sum of loads, then the least tickets, of all teams that begin with `team`."""
        rest = candidates[len(team) :]
        if not all(rest):
            return best
        least = load + sum(min(loads[officer] for officer in may) for may in rest)
        if best and least > best[0]:
            return best
        if not rest:
            tickets = sorted(self.ticket(trip, slot, who) for slot, who in enumerate(team))
            return min(best or (load, tickets, team), (load, tickets, team))
        for officer in rest[0]:
            if officer not in team and all(
                self.met[frozenset((officer, mate))] < self.most for mate in team
            ):
                fresh = [*team, officer]
                best = self.best(trip, candidates, loads, fresh, load + loads[officer], best)
        return best


def repaired(
    trips: list[Trip],
    assigned: dict[Slot, str],
    limits: Limits,
    carried: dict[str, int],
    engaged: dict[str, list[date]],
    met: Counter[Pair],
    most: int,
    key: str,
) -> dict[Slot, str]:
    """The assignment after the repair; `met` receives who has gone with whom."""
    by_id = {trip.id: trip for trip in trips}
    teams = {
        trip.id: [assigned[trip.id, name] for name in trip.eligible]
        for trip in trips
        if (trip.id, next(iter(trip.eligible))) in assigned
    }
    Repair(by_id, teams, limits, carried, engaged, met, most, key).run()
    return {
        (trip, name): officer
        for trip, team in teams.items()
        for name, officer in zip(by_id[trip].eligible, team)
    }
