"""What holds for any counts at all."""

from datetime import UTC
from typing import get_args
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from listener.config import Detection
from listener.detection import evaluate, follow, reason
from listener.detection.tails import at_least, band
from listener.i18n import Translator
from listener.spikes import BIN, Bin, Coverage, Incident, Series
from tests.detection.streams import DAY, START, after

COVERAGE: st.SearchStrategy[Coverage | None] = st.sampled_from([None, *get_args(Coverage)])
ZONE = st.sampled_from(["UTC", "Europe/Madrid", "Asia/Kathmandu", "America/Santiago"])


@st.composite
def some_series(draw: st.DrawFn, most: int = 10**6) -> Series:
    """Any quarters of forty days, many or few, with whatever coverage."""
    places = draw(st.lists(st.integers(0, 40 * DAY), max_size=40, unique=True))
    bins = [
        Bin(
            start=START + BIN * place,
            items=draw(st.integers(0, 10**6)),
            negatives=draw(st.integers(0, most)),
            coverage=draw(COVERAGE),
        )
        for place in sorted(places)
    ]
    since = draw(st.none() | st.integers(0, 40 * DAY).map(after))
    return Series(brand="acme", source="feeds", bins=tuple(bins), collected_since=since)


@settings(max_examples=60, deadline=None)
@given(known=some_series(), ends=st.lists(st.integers(0, 41 * DAY), max_size=4), zone=ZONE)
def test_never_crashes(known: Series, ends: list[int], zone: str) -> None:
    """Whatever was counted, there is an answer that can be followed and said aloud."""
    incident: Incident | None = None
    for place in sorted(ends):
        finding = evaluate(known, after(place), ZoneInfo(zone), Detection(warm_up_days=1))
        change = follow(incident, finding, known, after(place))
        incident = change.incident if change else incident
        if incident:
            assert reason(incident, Translator("es"), ZoneInfo(zone))


@settings(max_examples=40, deadline=None)
@given(known=some_series(most=0), end=st.integers(0, 41 * DAY))
def test_no_negatives_no_alarm(known: Series, end: int) -> None:
    """Without negatives there is never an alarm, whatever the settings."""
    loose = Detection(alarms_per_month=1e9, min_negatives=0, warm_up_days=0)
    finding = evaluate(known, after(end), UTC, loose)
    assert finding is None or not finding.alarming


@settings(max_examples=30, deadline=None)
@given(known=some_series(), end=st.integers(0, 41 * DAY))
def test_the_same_data_give_the_same_finding(known: Series, end: int) -> None:
    """Nothing but the arguments matters."""
    once = evaluate(known, after(end), UTC, Detection())
    assert once == evaluate(known, after(end), UTC, Detection())


@settings(max_examples=100, deadline=None)
@given(
    count=st.integers(0, 400),
    mean=st.floats(0.001, 200),
    spread=st.floats(0.001, 3),
)
def test_the_tail_is_the_sum_of_its_terms(count: int, mean: float, spread: float) -> None:
    """The tail agrees with adding up the negative binomial term by term."""
    shape = 1 / spread
    share = mean / (mean + shape)
    term, below = (1 - share) ** shape, 0.0
    for k in range(count):
        below += term
        term *= (k + shape) / (k + 1) * share
    assert abs(at_least(count, mean, spread) - (1 - below)) < 1e-9


@settings(max_examples=50, deadline=None)
@given(mean=st.floats(0.001, 1e5), spread=st.floats(1e-4, 3))
def test_the_band_holds_nine_in_ten(mean: float, spread: float) -> None:
    """At most one in twenty lies below, at most one in twenty above."""
    low, high = band(mean, spread)
    assert 1 - at_least(low, mean, spread) <= 0.05 + 1e-9
    assert at_least(high + 1, mean, spread) <= 0.05 + 1e-9


def test_twenty_eight_dense_days_are_quick() -> None:
    """A month of full quarters is judged well within a tenth of a second, once all is loaded."""
    import time

    bins = tuple(
        Bin(start=START + BIN * place, items=60, negatives=place % 13, coverage="ok")
        for place in range(29 * DAY)
    )
    known = Series(brand="acme", source="feeds", bins=bins, collected_since=START)
    took = []
    for _ in range(3):
        began = time.process_time()
        assert evaluate(known, after(29 * DAY), ZoneInfo("Europe/Madrid"), Detection())
        took.append(time.process_time() - began)
    assert min(took) < 0.1
