"""How likely something is by chance alone."""

import math
from collections.abc import Iterable, Sequence


def at_least(hits: int, chances: Iterable[float]) -> float:
    """The probability of `hits` or more, when each trial succeeds with its own chance (exact; one-sided)."""
    distribution = [1.0]
    for chance in chances:
        missed = [weight * (1 - chance) for weight in (*distribution, 0.0)]
        for place, weight in enumerate(distribution):
            missed[place + 1] += weight * chance
        distribution = missed
    return math.fsum(distribution[hits:]) if hits > 0 else 1.0


def chi_square(counts: Sequence[int]) -> float:
    """Pearson's statistic of counts that should all be alike."""
    expected = sum(counts) / len(counts)
    return sum((count - expected) ** 2 for count in counts) / expected if expected else 0.0


def chi_square_tail(statistic: float, degrees: int) -> float:
    """The probability of this statistic or a greater one, by its recursion in steps of two degrees of freedom."""
    half = statistic / 2
    tail = math.exp(-half) if degrees % 2 == 0 else math.erfc(math.sqrt(half))
    for step in range(4 - degrees % 2, degrees + 1, 2):
        tail += half ** (step / 2 - 1) * math.exp(-half) / math.gamma(step / 2)
    return min(tail, 1.0)
