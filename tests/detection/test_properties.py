"""What holds for any counts at all."""

from typing import get_args
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from listener.config import Detection
from listener.detection import concerned, follow, look, reason, recompute
from listener.detection.tails import at_least, band
from listener.i18n import Translator
from listener.spikes import BIN, Bin, Coverage, Incident, Series
from tests.detection.streams import DAY, START, after, case

COVERAGE: st.SearchStrategy[Coverage | None] = st.sampled_from([None, *get_args(Coverage)])
WARM = Detection(warm_up_days=1)
ZONE = st.sampled_from(["UTC", "Europe/Madrid", "Asia/Kathmandu", "America/Santiago"])


@st.composite
def some_series(draw: st.DrawFn, most: int = 10**6) -> Series:
    """Any quarters of fifteen days, many or few, with whatever coverage."""
    places = draw(st.lists(st.integers(0, 15 * DAY), max_size=40, unique=True))
    bins = [
        Bin(
            start=START + BIN * place,
            items=draw(st.integers(0, 10**6)),
            negatives=draw(st.integers(0, most)),
            coverage=draw(COVERAGE),
        )
        for place in sorted(places)
    ]
    since = draw(st.none() | st.integers(0, 15 * DAY).map(after))
    return Series(brand="acme", source="feeds", bins=tuple(bins), collected_since=since)


@settings(max_examples=10, deadline=None)
@given(known=some_series(), ends=st.lists(st.integers(0, 16 * DAY), max_size=2), zone=ZONE)
def test_never_crashes(known: Series, ends: list[int], zone: str) -> None:
    """Whatever was counted, there is an answer that can be followed and said aloud."""
    incidents: list[Incident] = []
    for place in sorted(ends):
        now = after(place)
        (found,) = look([replace(case(known, WARM), zone=ZoneInfo(zone))], now)
        for seen in found.evaluations:
            change = follow(concerned(incidents, seen), seen, now=now)
            if change:
                incidents = [change.incident]
                assert reason(change.incident, Translator("es"), ZoneInfo(zone))
        if found.evaluations:
            assert recompute(found.basis).until >= found.evaluations[-1].until


@settings(max_examples=6, deadline=None)
@given(known=some_series(most=0), end=st.integers(0, 16 * DAY))
def test_no_negatives_no_alarm(known: Series, end: int) -> None:
    """Without negatives there is never an alarm, whatever the settings."""
    loose = Detection(alarms_per_month=1e3, min_negatives=1, warm_up_days=0)
    (found,) = look([case(known, loose)], after(end))
    assert not any(each.alarming for each in found.evaluations)


@settings(max_examples=4, deadline=None)
@given(known=some_series(), end=st.integers(0, 16 * DAY))
def test_the_same_data_give_the_same_look(known: Series, end: int) -> None:
    """To the bit: nothing but the arguments matters."""
    assert look([case(known)], after(end)) == look([case(known)], after(end))


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
