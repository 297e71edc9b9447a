"""The usual way to watch weekly counts: Farrington Flexible (Noufaily et al. 2013).

Written anew, for comparison in the same run: five years, the season in ten steps of which one
is the seven weeks around the present one, the last half year left out, a trend where it is
significant, weights from Anscombe's residuals beyond 2.58, and the plain negative binomial tail.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from listener.detection.tails import at_least

Floats = NDArray[np.float64]

YEARS, A_YEAR, HALF, PERIODS, LEFT_OUT = 5, 52, 3, 10, 26
STANDS_OUT, SIGNIFICANT = 2.58, 1.96
_ALMOST_NOUGHT = 1e-4


def probabilities(counts: Floats) -> Floats:
    """Of each series' last week, how likely so many are or more."""
    weeks = YEARS * A_YEAR + HALF
    past = counts[:, -weeks - 1 : -1 - LEFT_OUT]
    ago = np.arange(weeks, LEFT_OUT, -1)
    season = np.eye(PERIODS)[_period(ago)]
    flat, _ = _fitted(past, season)
    bent, certain = _fitted(past, np.column_stack([season, -ago / A_YEAR]))
    now, unrest = np.where(certain, bent, flat)
    return np.array(
        [
            at_least(int(count), mean, (more - 1) / mean)
            for count, mean, more in zip(counts[:, -1], now, unrest, strict=True)
        ]
    )


def _period(ago: NDArray[np.int64]) -> NDArray[np.int64]:
    """The step of the year of a week so long ago: nought holds the present one."""
    place = (HALF - ago) % A_YEAR
    rest = A_YEAR - 2 * HALF - 1
    return np.where(place <= 2 * HALF, 0, 1 + (place - 2 * HALF - 1) * (PERIODS - 1) // rest)


def _fitted(counts: Floats, design: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Mean of the present week and unrest of each series, and whether the last term is certain."""
    weights = np.ones_like(counts)
    means, found, inverse, unrest = _glm(counts, weights, design)
    share = weights * means * np.einsum("ti,sij,tj->st", design, inverse, design)
    residuals = 1.5 * (counts ** (2 / 3) - means ** (2 / 3)) / means ** (1 / 6)
    residuals /= np.sqrt(unrest[:, None] * np.clip(1 - share, 0.05, 1))
    weights = np.where(residuals > STANDS_OUT, 1 / np.maximum(residuals, 1) ** 2, 1)
    weights *= counts.shape[1] / weights.sum(axis=1, keepdims=True)
    means, found, inverse, unrest = _glm(counts, weights, design)
    certain = np.abs(found[:, -1]) > SIGNIFICANT * np.sqrt(unrest * inverse[:, -1, -1])
    return np.stack([np.exp(np.clip(found[:, 0], -7, 15)), unrest]), certain


def _glm(counts: Floats, weights: Floats, design: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Quasi-Poisson means, coefficients, their inverse information, and variance over mean."""
    number = design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    found = np.zeros((len(counts), number))
    found[:, :PERIODS] = np.log(counts.mean(axis=1, keepdims=True) + 0.01)
    for _ in range(12):
        means = np.exp(np.clip(found @ design.T, -7, 15))
        bend = (weights * means) @ products
        bend = bend.reshape(-1, number, number) + _ALMOST_NOUGHT * np.eye(number)
        slope = (weights * (counts - means)) @ design - _ALMOST_NOUGHT * found
        found = found + np.clip(np.linalg.solve(bend, slope[..., None])[..., 0], -2, 2)
    means = np.exp(np.clip(found @ design.T, -7, 15))
    strayed = (weights * (counts - means) ** 2 / means).sum(axis=1)
    return means, found, np.linalg.inv(bend), np.maximum(1, strayed / (len(design) - number))
