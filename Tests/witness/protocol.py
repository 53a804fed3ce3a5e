"""The kernel of protocol ssj1 as its page states it: hashes, tickets, numbers, order.

Exact integers and fractions only; nothing here knows files or the inspection domain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from math import ceil, floor

PIECE = 1 << 20


def H(data: str | bytes) -> str:
    return sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def stage_key(seed_hash: str, stage: str) -> str:
    return H(f"ssj1|{seed_hash}|{stage}")


def ticket(key: str, unit: str) -> str:
    return H(f"{key}|{unit}")


def pieces(data: bytes) -> list[str]:
    return [H(data[at : at + PIECE]) for at in range(0, len(data), PIECE)]


def digest(data: bytes) -> str:
    """D(file), §8."""
    return H("".join(pieces(data)))


def fraction(value: object) -> Fraction:
    """"3%", "0.03", "3/100" and 0.03 are one number."""
    text = str(value).strip()
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def rounded(value: Fraction, rounding: str = "atLeast") -> int:
    return floor(value) if rounding == "atMost" else ceil(value)


def largest_remainder(total: int, weights: dict[bytes, Fraction]) -> dict[bytes, int]:
    """Splits `total` by weight; equal remainders go to the key smaller in byte order."""
    whole = sum(weights.values(), Fraction(0))
    if not whole:
        return dict.fromkeys(weights, 0)
    exact = {key: total * weight / whole for key, weight in weights.items()}
    shares = {key: floor(share) for key, share in exact.items()}
    by_remainder = sorted(exact, key=lambda key: (shares[key] - exact[key], key))
    for key in by_remainder[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


def allocate(
    total: int, weights: dict[bytes, Fraction], lower: dict[bytes, int], upper: dict[bytes, int]
) -> dict[bytes, int]:
    """A total over strata within bounds: in rounds, fixing at a bound whatever breaks more."""
    fixed: dict[bytes, int] = {}
    total = max(sum(lower.values()), min(total, sum(upper.values())))
    while True:
        left = total - sum(fixed.values())
        open_weights = {key: weight for key, weight in weights.items() if key not in fixed}
        shares = largest_remainder(left, open_weights)
        above = {key: upper[key] for key, share in shares.items() if share > upper[key]}
        below = {key: lower[key] for key, share in shares.items() if share < lower[key]}
        if not above and not below:
            return {**fixed, **shares}
        excess = sum(shares[key] - bound for key, bound in above.items())
        shortage = sum(bound - shares[key] for key, bound in below.items())
        fixed |= above if excess >= shortage else below


@dataclass(frozen=True)
class Place:
    """One unit's place in the order of its stratum, and its inclusion probability: n/N as it
    stands, or the target value of a weighted draw in lowest terms."""

    unit: str
    ticket: str
    numerator: int
    denominator: int


def equal_order(tickets: dict[str, str], count: int) -> list[Place]:
    order = sorted(tickets, key=lambda unit: (tickets[unit], unit.encode()))
    return [Place(unit, tickets[unit], count, len(tickets)) for unit in order]


def weighted_order(tickets: dict[str, str], weights: dict[str, int], count: int) -> list[Place]:
    """Sequential Poisson sampling, certainty units first (§5)."""

    def by_weight(unit: str) -> tuple[int, str, bytes]:
        return -weights[unit], tickets[unit], unit.encode()

    places: list[Place] = []
    rest = sorted(tickets, key=by_weight)
    left, mass = count, sum(weights[unit] for unit in rest)
    while left and rest and left * weights[rest[0]] >= mass:
        unit = rest.pop(0)
        places.append(Place(unit, tickets[unit], 1, 1))
        left, mass = left - 1, mass - weights[unit]

    def ratio(unit: str) -> tuple[Fraction, str, bytes]:
        return Fraction(int(tickets[unit][:16], 16), weights[unit]), tickets[unit], unit.encode()

    for unit in sorted(rest, key=ratio):
        chance = Fraction(left * weights[unit], mass)
        places.append(Place(unit, tickets[unit], chance.numerator, chance.denominator))
    return places


def decimal(numerator: int, denominator: int, digits: int = 6) -> str:
    """A fraction as a decimal, halves up, by integers."""
    scaled = (2 * numerator * 10**digits + denominator) // (2 * denominator)
    return f"{scaled // 10**digits}.{scaled % 10**digits:0{digits}d}"


def byte_sorted(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=str.encode)
