"""Weekly counts with outbreaks, as Noufaily et al. (2013) simulate them: forty-two scenarios.

Seven sets of parameters, each with and without a trend, with no, one and two waves to the year:
twelve years of counts, Poisson or negative binomial. Four outbreaks lie in the five years that
are learned from, one in the last forty-nine weeks (https://doi.org/10.1002/sim.5595).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WEEKS, LEARNED_FROM, JUDGED = 624, 312, 49
PAST_SIZES, SIZES = (2, 3, 5, 10), (1, 10)


class Scenario(NamedTuple):
    """Level, trend a week, the two parts of each wave, waves, and variance over mean."""

    level: float
    trend: float
    cosine: float
    sine: float
    waves: int
    unrest: float


PARAMETERS = (
    (0.1, 0.0025, 0.6, 0.6, 1.5),
    (-2, 0.005, 0.1, 0.3, 2),
    (1.5, 0.003, 0.2, -0.4, 1),
    (0.5, 0.002, 0.5, 0.5, 5),
    (2.5, 0.001, 1, 0.1, 3),
    (3.75, 0.001, 0.1, -0.1, 1.1),
    (5, 0.0001, 0.05, 0.01, 1.2),
)
SCENARIOS = [
    Scenario(level, trend * bent, cosine, sine, waves, unrest)
    for level, trend, cosine, sine, unrest in PARAMETERS
    for bent in (0, 1)
    for waves in (0, 1, 2)
]


class Weekly(NamedTuple):
    """A row for each series: its counts, and which of the judged weeks have an outbreak's cases."""

    counts: NDArray[np.int64]
    outbreak: NDArray[np.bool_]

    @property
    def quiet(self) -> NDArray[np.bool_]:
        """Weeks in which an alarm is false: not in an outbreak, nor the one after it."""
        after = np.zeros_like(self.outbreak)
        after[:, 1:] = self.outbreak[:, :-1]
        return ~self.outbreak & ~after


def simulate(rng: np.random.Generator, replicates: int) -> Weekly:
    """So many series of each scenario, one scenario after the other."""
    told = [_series(rng, scenario) for scenario in SCENARIOS for _ in range(replicates)]
    return Weekly(np.array([each[0] for each in told]), np.array([each[1] for each in told]))


def usual(scenario: Scenario) -> NDArray[np.float64]:
    """The mean of each week without outbreaks."""
    weeks = np.arange(1, WEEKS + 1)
    logs = scenario.level + scenario.trend * weeks
    for wave in range(1, scenario.waves + 1):
        angle = 2 * np.pi * wave * weeks / 52
        logs = logs + scenario.cosine * np.cos(angle) + scenario.sine * np.sin(angle)
    return np.exp(logs)


def _series(
    rng: np.random.Generator, scenario: Scenario
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    means = usual(scenario)
    more = scenario.unrest - 1
    counts = rng.negative_binomial(means / more, 1 / (1 + more)) if more else rng.poisson(means)
    deviations = np.sqrt(scenario.unrest * means)
    for size in rng.permutation(PAST_SIZES):
        counts += _outbreak(rng, deviations, size, LEARNED_FROM, WEEKS - JUDGED)
    size = rng.integers(SIZES[0], SIZES[1], endpoint=True)
    cases = _outbreak(rng, deviations, size, WEEKS - JUDGED, WEEKS)
    there = np.flatnonzero(cases)
    outbreak = np.zeros(WEEKS, bool)
    if len(there):
        outbreak[there[0] : there[-1] + 1] = True
    return counts + cases, outbreak[-JUDGED:]


def _outbreak(
    rng: np.random.Generator, deviations: NDArray[np.float64], size: int, first: int, last: int
) -> NDArray[np.int64]:
    """Cases of so many deviations from a week on, spread log-normally over the next ones."""
    start = int(rng.integers(first, last))
    later = np.floor(rng.lognormal(0, 0.5, rng.poisson(size * deviations[start]))).astype(int)
    return np.bincount(start + later, minlength=WEEKS)[:WEEKS]
