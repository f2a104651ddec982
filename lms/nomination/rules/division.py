"""Dividing seats among units: largest remainder, a minimum for each, sums that are exact."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Division:
    """Seats by unit; `minimum` is the one that could be kept, which is lower where there are too few seats for it."""

    seats: dict[str, int]
    minimum: int


def divide(seats: int, owing: Mapping[str, int], minimum: int = 0) -> Division:
    """Divide `seats` among units, named by their codes, by the number of people who owe the training in each.

    Every unit gets `minimum` at least; where the seats do not reach for that, as many as they reach for evenly.
    Whoever's share lies below the minimum gets the minimum, the others divide the rest by largest remainder. Of
    equal remainders the larger unit's goes first, then the lower code's. Where nobody owes, all count alike.
    The sum is `seats`, always; without any unit there is nothing to divide. Raises ValueError for a number below 0.
    """
    if seats < 0 or minimum < 0 or any(count < 0 for count in owing.values()):
        raise ValueError("seats, the minimum and those who owe are counted from 0")
    if not owing:
        return Division({}, minimum)
    kept = min(minimum, seats // len(owing))
    weights = dict(owing) if any(owing.values()) else dict.fromkeys(owing, 1)
    return Division(_with_minimum(seats, weights, kept), kept)


def _with_minimum(seats: int, weights: dict[str, int], minimum: int) -> dict[str, int]:
    """Units below the minimum are set to it one round after another: each lowers what the others share."""
    rest, left, fixed = dict(weights), seats, dict[str, int]()
    while below := [code for code, share in _shares(left, rest).items() if share < minimum]:
        for code in below:
            fixed[code] = minimum
            left -= minimum
            del rest[code]
    return fixed | _largest_remainder(left, rest)


def _shares(seats: int, weights: Mapping[str, int]) -> dict[str, Fraction]:
    """The exact share of each; where only units without anybody are left, even ones."""
    total = sum(weights.values())
    if not total:
        return {code: Fraction(seats, len(weights)) for code in weights}
    return {code: Fraction(seats * weight, total) for code, weight in weights.items()}


def _largest_remainder(seats: int, weights: Mapping[str, int]) -> dict[str, int]:
    shares = _shares(seats, weights)
    given = {code: int(share) for code, share in shares.items()}
    order = sorted(shares, key=lambda code: (given[code] - shares[code], -weights[code], code))
    for code in order[: seats - sum(given.values())]:
        given[code] += 1
    return given
