"""The last whole week against the same week of the years before, from store to digest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import cos, exp, pi
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from listener import comparing, pipeline
from listener.comparing import weeks_before
from listener.config import Brand, BrandQuery, Config, Detection, Settings
from listener.detection import yearly
from listener.digest import Form
from listener.model import Bookmark, Mention, Sentiment, Watch
from listener.records import Report, WeekOfYear
from listener.spikes import Mark
from listener.store import Batch, Scored, Store
from listener.walk import WalkEnd
from tests.blank import new_store

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 12, 14, 8, tzinfo=UTC)
LAST = datetime(2026, 12, 7, tzinfo=MADRID)
"""The Monday of the last whole week: Christmas is coming."""

WEEK = timedelta(weeks=1)
WATCH = Watch(brand="acme", source="hackernews", terms=("acme",))
OTHER = Watch(brand="acme", source="lemmy", terms=("acme",))
ACME = Brand(
    name="Acme",
    id="acme",
    queries=(BrandQuery(any=("acme",)),),
    time_zone="Europe/Madrid",
)
CONFIG = Config(settings=Settings(), brands=(ACME,), folder=Path("config"), found_by="--config")
Counts = Callable[[datetime], int]
PAGES: tuple[Form, ...] = ("text", "html", "markdown")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path / "test.db") as made:
        made.register([WATCH, OTHER])
        yield made


def season(monday: datetime) -> int:
    """Seven complaints a week in summer, twenty-eight in December."""
    return round(14 * exp(0.7 * cos(2 * pi * (LAST - monday).days / 365.25)))


def heard(
    store: Store, weeks: int, counts: Counts, watch: Watch = WATCH, at: datetime = NOW
) -> None:
    """A walk that brings so many weeks of complaints, noon of each day in turn."""
    lease = store.lease(watch, "me", at, 300)
    assert lease is not None
    mondays = [LAST - ago * WEEK for ago in range(weeks)]
    fresh = [
        Scored(
            mention=Mention(
                id=f"{monday:%Y%m%d}-{n}",
                text="bad",
                published_at=monday + timedelta(days=n % 7, hours=12),
            ),
            sentiment=Sentiment(label="negative", polarity=-0.5),
        )
        for monday in mondays
        for n in range(counts(monday))
        if monday + timedelta(days=n % 7, hours=12) < at
    ]
    end = WalkEnd(
        stopped_because="exhausted",
        bookmark=Bookmark(newest_at=at, finished_at=at),
        oldest_at=mondays[-1],
    )
    store.save(Batch(walk=lease, now=at, fresh=fresh, end=end))


def told(
    store: Store, days: float = 7, config: Config = CONFIG, at: datetime = NOW
) -> WeekOfYear | None:
    (report,) = pipeline.reports(config, store, at - timedelta(days=days), at)
    return report.week_of_year


def known(store: Store, **more: Any) -> WeekOfYear:
    week = told(store, **more)
    assert week is not None
    return week


def shown(reports: Sequence[Report], form: Form = "text", language: str = "en") -> str:
    """The digest of these reports, its lines joined."""
    return " ".join(pipeline.digest(CONFIG, reports, NOW, form=form, language=language).split())


def test_a_usual_december_is_no_news(store: Store) -> None:
    """Twenty-eight complaints are four times as many as in June, and as many as every December."""
    heard(store, 156, season)
    week = known(store)
    assert (week.since, week.until) == (LAST.astimezone(UTC), (LAST + WEEK).astimezone(UTC))
    assert (week.observed, week.years, week.unusual) == (28, 3, False)
    assert week.low in range(14, 22)
    assert week.high in range(34, 46)
    assert week.expected == pytest.approx(28, rel=0.05)
    assert week.without == ()


def test_a_bad_week_is_marked_in_every_form(store: Store) -> None:
    """As many in December are usual; twice as many are said to be unusual."""
    heard(store, 156, lambda monday: 56 if monday == LAST else season(monday))
    week = known(store)
    assert week.unusual
    assert week.observed == 56 > week.high
    reports = pipeline.reports(CONFIG, store, NOW - WEEK, NOW)
    said = f"({week.low} to {week.high}), judged by 3 years."
    for form in PAGES:
        page = shown(reports, form)
        assert "▲ Unusual. Week of 7 Dec 2026: 56 negative mentions; usual for" in page
        assert said in page
    (brand,) = json.loads(pipeline.digest(CONFIG, reports, NOW, form="json"))["brands"]
    assert brand["week_of_year"]["unusual"] is True
    assert brand["week_of_year"]["since"] == "2026-12-06T23:00:00Z"


def test_a_bad_week_that_somebody_marked_was_to_be_expected(store: Store) -> None:
    """The digest says so instead; a mark of another week changes nothing."""
    heard(store, 156, lambda monday: 56 if monday == LAST else season(monday))
    day = timedelta(days=1)
    asked = {"brand": "acme", "marked_at": NOW}
    store.mark(Mark(since=LAST + WEEK, until=LAST + WEEK + day, why="strike", **asked))  # type: ignore[arg-type]
    assert known(store).unusual
    store.mark(Mark(since=LAST + 2 * day, until=LAST + 4 * day, why="sale", **asked))  # type: ignore[arg-type]
    week = known(store)
    assert (week.unusual, week.expected_because) == (False, "sale")


def test_as_many_in_june_are_news(store: Store) -> None:
    """What is usual in December is not usual half a year before."""
    june = LAST - 26 * WEEK
    heard(store, 156, lambda monday: 28 if monday == june else season(monday), at=NOW - 26 * WEEK)
    week = known(store, at=NOW - 26 * WEEK)
    assert (week.since, week.observed, week.unusual) == (june.astimezone(UTC), 28, True)


def test_one_year_gives_no_line(store: Store) -> None:
    """A season that was seen once is not known."""
    heard(store, 103, season)
    assert told(store) is None
    reports = pipeline.reports(CONFIG, store, NOW - WEEK, NOW)
    assert "this week of the year" not in shown(reports)
    (brand,) = json.loads(pipeline.digest(CONFIG, reports, NOW, form="json"))["brands"]
    assert brand["week_of_year"] is None


def test_two_years_are_enough(store: Store) -> None:
    """From 104 weeks on there is a line."""
    heard(store, 104, season)
    assert known(store).years == 2


def test_a_daily_digest_has_no_line(store: Store) -> None:
    """It would say the same on seven days."""
    heard(store, 156, season)
    assert told(store, days=1) is None
    assert told(store, days=30) is not None


def test_a_single_complaint_after_years_of_none_is_not_marked(store: Store) -> None:
    """Rare as it is: fewer than `min_negatives` are told nowhere."""
    once = {LAST: 1, LAST - 155 * WEEK: 1}
    heard(store, 156, lambda monday: once.get(monday, 0))
    week = known(store)
    assert (week.observed, week.high, week.unusual) == (1, 0, False)
    eager = replace(ACME, detection=Detection(min_negatives=1))
    assert known(store, config=replace(CONFIG, brands=(eager,))).unusual


def test_what_was_before_the_first_mention_is_no_calm(store: Store) -> None:
    """Of a brand that is three years old nobody says that it had two quiet ones before."""
    heard(store, 156, lambda _: 20)
    week = known(store)
    assert week.expected == pytest.approx(20, rel=0.05)
    assert week.years == 3


def test_a_week_that_was_not_seen_to_its_end_is_not_compared(store: Store) -> None:
    """Half a week is no good news, and no bad one either."""
    heard(store, 156, season, at=LAST + timedelta(days=5))
    assert told(store) is None


def test_a_source_that_fails_leaves_the_week_out(store: Store) -> None:
    """Also where another one was seen: together they are what is usual."""
    heard(store, 156, season)
    heard(store, 156, season, OTHER, at=LAST + timedelta(days=5))
    assert told(store) is None


def test_a_young_source_is_not_counted_and_said_so(store: Store) -> None:
    """What it brings would be taken for a bad week of those that are known."""
    heard(store, 156, season)
    heard(store, 20, lambda _: 200, OTHER)
    week = known(store)
    assert (week.observed, week.unusual, week.without) == (28, False, ("lemmy",))
    reports = pipeline.reports(CONFIG, store, NOW - WEEK, NOW)
    page = shown(reports, language="es")
    assert "28 menciones negativas; lo normal en esta semana del año:" in page
    assert "Sin contar Lemmy: no se conocen dos años hasta hoy." in page


def test_a_source_that_was_switched_off_is_not_waited_for(store: Store) -> None:
    """Nor is what it used to bring part of what is usual."""
    heard(store, 156, season)
    heard(store, 156, season, OTHER)
    assert known(store).observed == 56
    store.register([WATCH])
    week = known(store)
    assert (week.observed, week.without) == (28, ("lemmy",))
    assert week.expected == pytest.approx(28, rel=0.05)


def test_weeks_are_those_of_the_brands_clock() -> None:
    """A week has an hour less in March and one more in October, and begins at its midnight."""
    bounds = weeks_before(NOW, MADRID)
    assert len(bounds) == comparing.FIVE_YEARS + 1
    assert {each.astimezone(MADRID).strftime("%a %H:%M") for each in bounds} == {"Mon 00:00"}
    lengths = {later - early for early, later in pairwise(bounds)}
    hour = timedelta(hours=1)
    assert lengths == {WEEK - hour, WEEK, WEEK + hour}


def test_a_week_is_over_at_midnight_there() -> None:
    """On Sunday evening in Madrid the week is not over, though it is Monday in Auckland."""
    sunday = datetime(2026, 12, 13, 22, 30, tzinfo=UTC)
    assert weeks_before(sunday, MADRID)[-1] == LAST
    assert weeks_before(sunday, ZoneInfo("Pacific/Auckland"))[-1] > sunday - timedelta(days=1)
    assert weeks_before(sunday + timedelta(minutes=30), MADRID)[-1] == LAST + WEEK


def test_the_store_is_asked_for_as_many_weeks_as_are_looked_at() -> None:
    """Two modules say how many, since one of them must not load numpy."""
    assert (comparing.TWO_YEARS, comparing.FIVE_YEARS) == (yearly.FEWEST, yearly.MOST)
