"""What would have been told at each budget, and whether that keeps it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from msgspec.structs import replace

from listener.detection.hindsight import Injection, as_heard, injected, usual_of
from listener.detection.kept import Kept, bounds
from listener.detection.replay import replay
from listener.spikes import BIN, WHOLE_BRAND, Bin, Mark, Series
from tests.detection.looks import START, alarm, brandwide, look

DAY = timedelta(days=1)


def test_a_smaller_budget_sends_less() -> None:
    """What is rare enough for one is not for a third of it."""
    seen = [alarm(100, monthly=0.3, budget=0.5), *(look(place) for place in range(101, 200))]
    (found,) = replay(seen)
    assert found.sent_at == seen[0].until
    assert replay(seen, part=0.5) == []


def test_an_incident_goes_on_until_it_is_over() -> None:
    """It is sent once, and the next one a day later is another."""
    quiet = [look(place) for place in range(102, 300)]
    found = replay([alarm(100), alarm(101), *quiet, alarm(301)])
    assert [each.incident.id for each in found] == [1, 2]
    assert [event for _, event in found[0].told] == ["opened", "recovered"]


def test_a_source_tells_of_the_whole_brand() -> None:
    """One mail, not two."""
    found = replay([brandwide(alarm(100)), alarm(100)])
    assert [each.incident.source for each in found] == [alarm(100).source]
    first = replay([brandwide(alarm(100)), alarm(101)])
    assert [(each.incident.source, each.sent_at is None) for each in first] == [
        (WHOLE_BRAND, False),
        (alarm(101).source, True),
    ]


def test_what_is_usual_by_now_is_no_news_of_the_whole_brand() -> None:
    """It would have been told as usual, and not as begun in the same minute."""
    found = replay([alarm(100), look(101, adopted=True), brandwide(alarm(101))])
    assert [each.incident.source for each in found] == [alarm(100).source]


def test_who_would_have_heard_nothing_is_not_counted() -> None:
    """What was found past, what one person said, and what was expected."""
    assert replay([replace(alarm(100), past=True)]) == []
    assert replay([alarm(100)], authors=lambda _: 1) == []
    seen = alarm(100)
    mark = Mark(
        brand=seen.brand,
        since=seen.onset_at,
        until=seen.until + DAY,
        why="sale",
        marked_at=seen.onset_at,
    )
    (silent,) = replay([seen], marks=[mark])
    assert silent.sent_at is None


@pytest.mark.parametrize(
    ("sent", "true", "months", "verdict"),
    [
        (0, 0, 1.0, "open"),
        (0, 0, 3.0, "kept"),
        (3, 0, 3.0, "open"),
        (3, 0, 1.0, "open"),
        (9, 0, 3.0, "over"),
        (9, 9, 3.0, "kept"),
        (30, 0, 30.0, "kept"),
    ],
)
def test_a_verdict_needs_time(sent: int, true: int, months: float, verdict: str) -> None:
    """Over or kept only where that is sure; who was right is no false alarm."""
    assert Kept(budget=1, sent=sent, true=true, months=months).verdict == verdict


def test_bounds_are_those_of_the_tables() -> None:
    """Garwood's, for nine in ten."""
    assert bounds(0) == pytest.approx((0, 2.996), abs=1e-3)
    assert bounds(3) == pytest.approx((0.818, 7.754), abs=1e-3)


def series(days: int = 10, began: int | None = None) -> Series:
    """Two items each quarter, one negative in the last of each hour; backfilled before `began`."""
    bins = tuple(
        Bin(
            start=START + BIN * place,
            items=2,
            negatives=int(place % 4 == 3),
            coverage="ok" if began is not None and place >= began * 96 else "backfilled",
        )
        for place in range(days * 96)
    )
    since = None if began is None else START + began * DAY
    return Series(brand="acme", source="feeds", bins=bins, collected_since=since)


def test_what_came_by_backfill_is_taken_as_heard() -> None:
    """Up to where listening began; silence counts as well."""
    holes = replace(series(began=5), bins=series(began=5).bins[:100] + series(began=5).bins[300:])
    taken = as_heard(holes, START, START + 10 * DAY)
    assert taken.collected_since == START
    assert {each.coverage for each in taken.bins} == {"ok"}
    assert len(taken.bins) == 960
    never = as_heard(series(), START, START + 10 * DAY)
    assert {each.coverage for each in never.bins} == {"ok"}


def test_what_was_listened_to_stays_as_it_is() -> None:
    """Where the replay begins later, or what came before is of another size."""
    heard = series(began=5)
    assert as_heard(heard, START + 6 * DAY, START + 10 * DAY) == heard
    louder = replace(
        heard,
        bins=tuple(replace(b, items=20) if b.start >= START + 5 * DAY else b for b in heard.bins),
    )
    assert as_heard(louder, START, START + 10 * DAY) == louder


def test_hours_of_listening_do_not_tell_what_the_past_is_worth() -> None:
    """A spike just after listening began does not make what came before another amount."""
    heard = series(began=5)
    spike = replace(
        heard,
        bins=tuple(
            replace(b, items=20) if b.start >= START + 5 * DAY else b
            for b in heard.bins
            if b.start < START + 5 * DAY + 8 * BIN
        ),
    )
    taken = as_heard(spike, START, START + 6 * DAY)
    assert taken.collected_since == START


def test_a_series_that_fell_silent_is_looked_at_to_its_end() -> None:
    """What it said before counts, as if somebody had looked then."""
    taken = as_heard(series(began=0), START, START + 12 * DAY)
    assert taken.bins[-1].start == START + 12 * DAY - BIN
    assert taken.bins[-1].coverage == "down"


def test_a_made_up_share_is_met() -> None:
    """Of those that are not negative yet so many turn; others stay; the same seed, the same."""
    at = START + 5 * DAY
    made_up = Injection(kind="share", since=at, until=at + 3 * DAY, share=0.5)
    changed = injected(series(began=0), made_up, np.random.default_rng(1))
    assert changed == injected(series(began=0), made_up, np.random.default_rng(1))
    within = [each for each in changed.bins if at <= each.start < at + 3 * DAY]
    share = sum(each.negatives for each in within) / sum(each.items for each in within)
    assert share == pytest.approx(0.5, abs=0.05)
    assert sum(each.items for each in within) == 3 * 96 * 2
    others = [each for each in changed.bins if not at <= each.start < at + 3 * DAY]
    assert others == [b for b in series(began=0).bins if not at <= b.start < at + 3 * DAY]


def test_made_up_talk_is_like_the_usual() -> None:
    """So many times as much, of the same share; what has stars keeps its part."""
    at = START + 5 * DAY
    stars = replace(
        series(began=0),
        bins=tuple(replace(b, rated=1, low_rated=b.negatives) for b in series(began=0).bins),
    )
    made_up = Injection(kind="talk", since=at, until=at + 3 * DAY, volume=3)
    usual = usual_of([injected(stars, made_up, np.random.default_rng(1))], at + 28 * DAY)
    before = usual_of([stars], at)
    assert before.day.sum() == pytest.approx(192)
    assert (before.share, before.rated) == (0.125, 0.5)
    assert usual.share == pytest.approx(0.125, abs=0.02)
    assert usual.rated == pytest.approx(0.5, abs=0.03)
    within = injected(stars, made_up, np.random.default_rng(1)).bins[5 * 96 : 8 * 96]
    assert sum(each.items for each in within) == pytest.approx(3 * 3 * 192, rel=0.05)
    assert all(b.low_rated <= b.rated <= b.items and b.negatives <= b.items for b in within)
