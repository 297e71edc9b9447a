"""Is it more than usual? The negatives of the last hours against this brand's own history."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from msgspec.structs import replace

from listener.config import Detection
from listener.detection.expectation import Expectation, episodes, expectation, spread
from listener.detection.findings import WINDOWS, Finding, Reading, Verdict
from listener.detection.tails import at_least, band
from listener.detection.timeline import LARGEST_HOLE, QUARTERS_A_DAY, Timeline, timeline
from listener.spikes import BIN, Series

STALE = timedelta(days=1)
"""Data that end longer ago say nothing about now."""


def evaluate(series: Series, now: datetime, zone: tzinfo, settings: Detection) -> Finding | None:
    """The strangest of the windows of 1, 3, 12 and 24 hours that end where the data end.

    The probability of so many negatives is the upper tail of a negative binomial around what is
    usual at these hours; its spread is that of windows of the same length in history plus the
    uncertainty of the level. A window alarms when

        probability x (4 windows x 4 looks a window x windows of its length a month)
            <= alarms_per_month,

    and there are `min_negatives`, and at least 2 x expected + 1, and it was collected live and
    whole (four fifths; what came late in the rest does not count), and `warm_up_days` of
    complete history came before it, in which nothing of the kind happened more often than
    `alarms_per_month` allows (once is always forgiven).
    None only when there are no data.
    """
    line = timeline(series, now, settings.history_days + 1)
    if line is None:
        return None
    usual = expectation(line, zone)
    fresh = now - line.end <= STALE
    readings = tuple(_reading(line, usual, minutes, settings, fresh) for minutes in WINDOWS)
    return _finding(readings, settings)


def _reading(
    line: Timeline, usual: Expectation, minutes: int, settings: Detection, fresh: bool
) -> Reading:
    size = minutes // 15
    first = max(0, len(line.negatives) - size)
    observed = line.negative_sums[-1] - line.negative_sums[first]
    expected = usual.mean(first, len(line.negatives) - first)
    unrest = spread(line, usual, size) + usual.doubt
    probability = at_least(observed, expected, unrest)
    low, high = band(expected, unrest)
    reading = Reading(
        window_minutes=minutes,
        start=line.end - BIN * size,
        observed=observed,
        items=line.item_sums[-1] - line.item_sums[first],
        copies=line.copy_sums[-1] - line.copy_sums[first],
        expected=expected,
        low=low,
        high=high,
        probability=probability,
        history_days=line.complete_sums[first] / QUARTERS_A_DAY,
        complete=_whole(line.complete_sums, first, size),
        judged=fresh and _whole(line.live_sums, first, size) and _began(line, first, size),
        alarming=False,
    )
    # What came late wakes nobody, however few the quarters that it fills.
    heard = observed - (line.late_sums[-1] - line.late_sums[first])
    live = replace(
        reading,
        observed=heard,
        copies=min(reading.copies, heard),
        probability=at_least(heard, expected, unrest),
    )
    return replace(live, alarming=True) if _alarming(live, line, usual, settings) else reading


def _alarming(reading: Reading, line: Timeline, usual: Expectation, settings: Detection) -> bool:
    """Rare, evident, and not what this brand's talk does every other week."""
    if not reading.judged or reading.history_days < settings.warm_up_days:
        return False
    if reading.observed < max(settings.min_negatives, 1, 2 * reading.expected + 1):
        return False
    if reading.strangeness > settings.alarms_per_month:
        return False
    size = reading.window_minutes // 15
    seen = episodes(line, usual, size, reading.observed, reading.expected)
    return seen <= max(1, settings.alarms_per_month * reading.history_days / 30)


def _began(line: Timeline, first: int, size: int) -> bool:
    """The whole window lies after listening began, and within the data."""
    return first >= line.began and first + size == len(line.negatives)


def _whole(covered_sums: list[int], first: int, size: int) -> bool:
    return covered_sums[-1] - covered_sums[first] >= (1 - LARGEST_HOLE) * size


def _finding(readings: tuple[Reading, ...], settings: Detection) -> Finding:
    """Alarming windows go first, then those that may be judged, then the strangest."""
    best = min(readings, key=lambda r: (not r.alarming, not r.judged, r.strangeness))
    fields = {name: getattr(best, name) for name in Reading.__struct_fields__}
    return Finding(**fields, verdict=_verdict(best, settings), readings=readings)


def _verdict(best: Reading, settings: Detection) -> Verdict:
    if best.alarming:
        return "spike"
    if best.history_days < settings.warm_up_days:
        return "warm_up"
    if not best.judged or best.observed < settings.min_negatives:
        return "too_little"
    return "usual"
