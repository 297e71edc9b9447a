"""The whole brand is the sum of what was seen of its sources."""

from __future__ import annotations

import pytest

from listener.detection.lateness import watermark
from listener.detection.whole_brand import arrivals_of, whole_brand
from listener.spikes import BIN, WHOLE_BRAND, Arrivals, Bin, Coverage, Series
from tests.detection.looks import START


def of(source: str, *bins: Bin, live_from: int | None = 0) -> Series:
    """A source that is listened to from so many quarters on."""
    since = None if live_from is None else START + BIN * live_from
    return Series(brand="acme", source=source, bins=bins, collected_since=since)


def quarter(
    place: int, coverage: Coverage | None = "ok", items: int = 2, negatives: int = 1
) -> Bin:
    return Bin(start=START + BIN * place, items=items, negatives=negatives, coverage=coverage)


def test_counts_are_added_up() -> None:
    """Quarter by quarter, also of what only one source has."""
    a, b = of("a", quarter(0), quarter(1)), of("b", quarter(1, items=5, negatives=3))
    whole = whole_brand([a, b], START)
    assert whole is not None
    assert (whole.brand, whole.source, whole.collected_since) == ("acme", WHOLE_BRAND, START)
    assert [(each.items, each.negatives) for each in whole.bins] == [(2, 1), (7, 4)]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("ok", "ok", "ok"),
        ("ok", "down", "partial"),
        ("ok", "partial", "partial"),
        ("ok", "truncated", "partial"),
        ("ok", "backfilled", "backfilled"),
        ("down", "down", "down"),
        ("down", "truncated", "truncated"),
        (None, None, None),
    ],
)
def test_coverage_is_put_together(one: Coverage, other: Coverage, together: Coverage) -> None:
    """Down in one source makes the sum partial; what came late in one came late."""
    whole = whole_brand([of("a", quarter(0, one)), of("b", quarter(0, other))])
    assert whole is not None
    assert whole.bins[0].coverage == together


def test_what_a_source_has_not_been_asked_for_is_missing() -> None:
    """The newest quarters of a source that is read once a day are not known yet."""
    whole = whole_brand([of("a", quarter(0), quarter(1)), of("b", quarter(0))])
    assert whole is not None
    assert [each.coverage for each in whole.bins] == ["ok", "partial"]


def test_it_begins_where_every_source_is_known() -> None:
    """A source that is added is no more talk: the sum begins with it."""
    old = of("a", *(quarter(place) for place in range(10)))
    new = of("b", quarter(6, "backfilled"), quarter(7), live_from=7)
    whole = whole_brand([old, new])
    assert whole is not None
    assert whole.bins[0].start == START + BIN * 6
    assert whole.collected_since == START + BIN * 7


def test_one_source_is_no_whole() -> None:
    """Nor are two of which one was never read."""
    assert whole_brand([of("a", quarter(0))]) is None
    assert whole_brand([of("a", quarter(0)), of("b", quarter(0), live_from=None)]) is None
    assert whole_brand([]) is None


def test_the_whole_waits_for_what_its_sources_wait_for() -> None:
    """A site that tells of half its talk a day later makes the whole late; others' do not."""
    counts = {"quick": (100.0,), "slow": (50.0, *[0.0] * 6, 50.0), "elsewhere": (0.0, 0.0, 99.0)}
    known = {name: Arrivals(source=name, counts=each) for name, each in counts.items()}
    whole = arrivals_of(WHOLE_BRAND, known, ["quick", "slow", "new", WHOLE_BRAND])
    assert whole is not None
    assert whole.counts == (150.0, *[0.0] * 6, 50.0)
    assert watermark(known["quick"]) == BIN
    assert watermark(whole) == watermark(known["slow"]) == BIN * 2**7
    assert arrivals_of("slow", known, ["slow"]) == known["slow"]
    assert arrivals_of(WHOLE_BRAND, known, ["new"]) is None
