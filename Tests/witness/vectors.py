"""Writes samples/vectors.json: what any implementation of protocol ssj1 must compute.

    python3 Tests/witness/vectors.py > samples/vectors.json

Computed by the witness (protocol.py), which was written from the protocol's page alone; a test of
the program holds its own kernel against the file.
"""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from protocol import (
    H, allocate, digest, equal_order, fraction, rounded, stage_key, ticket, weighted_order,
)

SEEDS = ["shuangsuiji sample 2026Q4", "2026Q4 北京 20 58 13 07", "0", "00", "２", "a\nb\n"]
STAGES = ["targets", "targets/network", "pairing", "schedule"]
IDS = ["91110109MA08BHCX75", "91350100M000100Y43", "企业é-7", "a b", "O'Neil|\"x\",y", "😀", "0"]


def tickets() -> list[Any]:
    return [
        {"seed": seed, "stage": stage, "id": unit,
         "ticket": ticket(stage_key(H(seed), stage), unit)}
        for seed in SEEDS[:3] for stage in STAGES[:2] for unit in IDS]


def edges() -> list[Any]:
    found = []
    for trip, slot, officer in [
        ("91110109MA08BHCX75", "leader", "110109003"), ("企业é-7", "member1", "P1"),
        ("a b", "member12", "员 7"),
    ]:
        trip_key = ticket(stage_key(H(SEEDS[0]), "pairing"), trip)
        found.append({
            "seed": SEEDS[0], "trip": trip, "slot": slot, "officer": officer, "Kt": trip_key,
            "edge": H(f"{trip_key}|{slot}|{officer}")})
    return found


def quantities() -> list[Any]:
    found = []
    for ratio, rounding, minimum, maximum, period, population in [
        ("3%", "atLeast", None, None, None, 1010), ("3%", "atMost", None, None, None, 1010),
        ("7%", "atLeast", None, None, None, 100), ("0.5%", "atLeast", None, None, None, 1),
        ("1/3", "atMost", None, None, None, 2), ("50%", "atMost", None, 3, None, 99),
        ("1%", "atLeast", 5, None, None, 3), ("10%", "atLeast", 5, 4, None, 100),
        *[("3%", "atLeast", None, None, [q, 4], 1010) for q in (1, 2, 3, 4)],
        *[("12%", "atMost", None, None, [q, 3], 101) for q in (1, 2, 3)],
    ]:
        part, whole = period or [1, 1]
        exact = fraction(ratio) * population
        size = rounded(exact * part / whole, rounding)
        if period:
            size -= rounded(exact * (part - 1) / whole, rounding)
        size = max(size, minimum or 0)
        size = min(size, population if maximum is None else min(maximum, population))
        found.append({
            "ratio": ratio, "rounding": rounding, "minimum": minimum, "maximum": maximum,
            "period": period, "population": population, "size": size})
    return found


def totals() -> list[Any]:
    found = []
    for total, minimum, maximum, strata in [
        (10, 0, None, {"A": (1, 50), "B": (2, 50), "C": (3, 50), "D": (4, 50)}),
        (10, 1, None, {"A": (701, 701), "B": (2097, 2097), "C": (541, 541), "D": (179, 179)}),
        (7, 0, None, {"A": (1, 9), "B": (1, 9), "C": (1, 9)}),
        (50, 9, 20, {"A": (121, 121), "B": (5, 5), "C": (900, 900), "É": (30, 30), "a": (30, 30)}),
        (100, 0, 10, {"A": (1, 3), "B": (1, 30)}), (1, 2, None, {"A": (1, 3), "B": (1, 30)}),
        (5, 0, None, {"A": (0, 3), "B": (7, 30)}),
    ]:
        upper = {k: min(n, n if maximum is None else maximum) for k, (_, n) in strata.items()}
        lower = {k: min(minimum, upper[k]) for k in strata}
        sizes = allocate(
            total, {k.encode(): Fraction(w) for k, (w, _) in strata.items()},
            {k.encode(): v for k, v in lower.items()}, {k.encode(): v for k, v in upper.items()})
        found.append({
            "total": total, "minimum": minimum, "maximum": maximum,
            "strata": [
                {"key": k, "weight": w, "population": n, "size": sizes[k.encode()]}
                for k, (w, n) in strata.items()]})
    return found


def draws() -> list[Any]:
    key = stage_key(H(SEEDS[0]), "targets")
    found = []
    for count, weights in [
        (4, {f"T{i}": 1 for i in range(20)}), (3, {unit: 1 for unit in IDS}),
        (6, {f"T{i}": i + 1 for i in range(20)}),
        (5, {f"T{i}": 1000 if i < 3 else 1 for i in range(20)}),
        (4, {unit: 4294967295 - i for i, unit in enumerate(IDS)}),
    ]:
        lots = {unit: ticket(key, unit) for unit in weights}
        weighted = len(set(weights.values())) > 1
        order = weighted_order(lots, weights, count) if weighted else equal_order(lots, count)
        found.append({
            "seed": SEEDS[0], "stage": "targets", "weighted": weighted, "count": count,
            "units": [{"id": unit, "weight": weight} for unit, weight in weights.items()],
            "order": [
                {"id": place.unit, "probability": f"{place.numerator}/{place.denominator}"}
                for place in order]})
    return found


def main() -> None:
    sizes = [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20]
    vectors = {
        "protocol": "ssj1",
        "seeds": [
            {"seed": seed, "S": H(seed), "K": {s: stage_key(H(seed), s) for s in STAGES}}
            for seed in SEEDS],
        "tickets": tickets(), "edges": edges(), "quantities": quantities(), "totals": totals(),
        "draws": draws(),
        "digests": [
            {"content": "as many bytes 0x61 as said", "bytes": n, "D": digest(b"a" * n)}
            for n in sizes],
    }
    print(json.dumps(vectors, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
