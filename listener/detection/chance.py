"""How likely a count is by chance, for many windows at once, as logarithms.

Signed roots of the deviance, which are nearly normal far into the tails, half a count in.
`tails.py` has the exact one for a single window.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from listener.detection.layout import Numbers
from listener.detection.windows import LOOKS

LEVEL = float(np.log(10.0))
"""The logarithm of ten a month: what is rarer stands out, and is counted to calibrate."""

STANDING_OUT = np.array(
    [NormalDist().inv_cdf(1 - min(0.5, 10 / looks)) for looks in LOOKS.tolist()]
)[:, None]
"""How many deviations a window has to be off, to be rarer than ten a month by chance."""

LOG_LOOKS = np.log(LOOKS)[:, None]


def log_tail(z: Numbers) -> Numbers:
    """The log of a normal's upper tail; roughly where z is below nought.

    After Börjesson and Sundberg 1979 (doi 10.1109/TCOM.1979.1094433): within 0.3 % of the tail.
    """
    above = np.maximum(z, 0)
    tail = -above * above / 2 - 0.9189385332046727
    tail = tail - np.log(0.656 * above + 0.344 * np.sqrt(above * above + 5.334))
    near = np.log(np.maximum(1e-12, 1 - 0.5 * np.exp(-0.8 * z * z)))
    found: Numbers = np.where(z < 0, near, tail)
    return found


def off_counts(observed: Numbers, mean: Numbers, spread: Numbers) -> Numbers:
    """How many deviations a count lies above the mean of a negative binomial."""
    x, m = np.maximum(observed - 0.5, 1e-9), np.maximum(mean, 1e-9)
    deviance = x * np.log(x / m) - (x + 1 / spread) * np.log((1 + spread * x) / (1 + spread * m))
    found: Numbers = np.sign(x - m) * np.sqrt(np.maximum(2 * deviance, 0))
    return found


def off_share(negatives: Numbers, items: Numbers, share: Numbers, doubt: Numbers) -> Numbers:
    """How many deviations negatives of so many items lie above a share that is itself in doubt."""
    x, n = np.maximum(negatives - 0.5, 1e-9), np.maximum(items, 1e-9)
    rest = np.maximum(items - x, 1e-9)
    deviance = x * np.log(x / (n * share)) + rest * np.log(rest / (n * (1 - share)))
    widened = 1 + doubt * items * share * (1 - share)
    found: Numbers = np.sign(x - items * share) * np.sqrt(np.maximum(2 * deviance, 0) / widened)
    return found
