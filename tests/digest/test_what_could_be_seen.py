"""Silence told apart from no news: what a digest says of each place that was listened to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from listener.digest import subject
from listener.i18n import Translator
from listener.model import (
    Gap,
    ListingTotals,
)
from listener.records import (
    Totals,
    WatchStatus,
)

from .samples import (
    EN,
    ES,
    NOW,
    SINCE,
    bad_day,
    report,
    shown,
    status,
)


def test_a_day_without_news_is_one_sentence() -> None:
    """A digest of a brand that nobody wrote about says so in one sentence, and nothing else."""
    lines = shown(report()).splitlines()
    assert lines[2] == (
        "Sin noticias de Acme: hemos leído todas sus fuentes y nadie ha escrito nada."
    )
    assert len(lines) == 3


def test_silence_of_many_brands_is_one_sentence() -> None:
    """Several brands without news share the one sentence."""
    page = shown(report(), report(brand="beta", name="Beta"), t=EN)
    assert "No news of any of the 2 brands" in page
    assert len(page.splitlines()) <= 4


@pytest.mark.parametrize("health", ["unavailable", "throttled", "denied", "broken"])
@pytest.mark.parametrize(
    ("t", "no_news", "blind"),
    [
        (ES, "sin noticias", "no podemos ver"),
        (EN, "no news", "we cannot see"),
    ],
)
def test_a_failing_source_is_never_called_silent(
    health: str, t: Translator, no_news: str, blind: str
) -> None:
    """A source that fails is told apart from one where nobody wrote, in every form."""
    failing = report(coverage=(status(health=health),))
    for form in ("text", "html", "markdown"):
        page = shown(failing, form=form, t=t).lower()  # type: ignore[arg-type]
        assert blind in page
        assert no_news not in page
    assert no_news not in subject([failing], t).lower()


@pytest.mark.parametrize(
    "coverage",
    [
        (),
        (status(health="new", last_success_at=None),),
        (status(last_success_at=NOW - timedelta(hours=9)),),
        (status(gaps=(Gap(from_at=SINCE, to_at=None, reason="error"),)),),
    ],
)
def test_what_is_still_to_be_read_is_no_news_in_no_subject(coverage: tuple) -> None:  # type: ignore[type-arg]
    """Nobody is told of a calm that nobody has looked at."""
    unread = report(coverage=coverage)
    assert subject([unread], ES) == "Acme: nada en lo que se ha leído"
    some = report(coverage=coverage, totals=Totals(items=3))
    assert subject([some], EN) == "Acme: 0 negative of 3"


@pytest.mark.parametrize(
    ("coverage", "words"),
    [
        ((), "Todavía no se ha leído ninguna fuente"),
        ((status(health="new", last_success_at=None),), "todavía no se ha leído nunca"),
        ((status(last_success_at=NOW - timedelta(hours=9)),), "leída solo hasta el"),
        ((status(health="broken", last_success_at=None),), "nunca hemos logrado leerla"),
        ((status(gaps=(Gap(from_at=None, to_at=NOW, reason="error"),)),), "publicado antes del"),
        ((status(gaps=(Gap(from_at=SINCE, to_at=None, reason="error"),)),), "publicado desde el"),
        ((status(gaps=(Gap(from_at=None, to_at=None, reason="throttled"),)),), "más despacio"),
    ],
)
def test_what_was_not_read_is_no_silence(coverage: tuple, words: str) -> None:  # type: ignore[type-arg]
    """Never read, not read lately and read with a gap are each said, not passed off as silence."""
    page = " ".join(shown(report(coverage=coverage)).split())
    assert words in page
    assert "Sin noticias" not in page


def test_what_the_store_counts_stands_beside_what_we_hold() -> None:
    """Two numbers that agree say that nothing is missing; one review is said in the singular."""
    full = status(totals=ListingTotals(count=1842), totals_at=NOW, held=1842)
    one = status("steam", totals=ListingTotals(count=1), totals_at=NOW, held=0)
    day = bad_day(coverage=(full, one))
    for form in ("text", "html", "markdown"):
        page = " ".join(shown(day, form=form).split())  # type: ignore[arg-type]
        assert "El sitio cuenta 1842 reseñas; tenemos 1842." in page.replace("\\", "")
        assert "El sitio cuenta 1 reseña; tenemos 0." in page.replace("\\", "")
    assert "The site counts 1,842 reviews; we hold 1,842." in " ".join(shown(day, t=EN).split())


def test_how_the_count_has_moved_is_said_even_without_texts() -> None:
    """Stars without words, or texts that may not be kept, still show that it goes wrong."""
    before = ListingTotals(count=100, histogram=(10, 10, 20, 20, 40))
    now = ListingTotals(count=112, stars=3.41, histogram=(17, 11, 21, 21, 42))
    watch = status("places", totals=now, totals_at=NOW, totals_before=before)
    page = " ".join(shown(bad_day(coverage=(watch,))).split())
    told = (
        "El sitio cuenta 112 reseñas. Media allí: 3,4 ★. En este periodo, 12 más; 8, con 1 o 2 ★."
    )
    assert told in page
    fewer = status("places", totals=before, totals_at=NOW, totals_before=now)
    assert "En este periodo, 12 menos." in " ".join(shown(bad_day(coverage=(fewer,))).split())


@pytest.mark.parametrize(
    "watch",
    [
        status(),
        status(totals=ListingTotals(stars=4.0), totals_at=NOW, held=3),
        status(health="broken", totals=ListingTotals(count=9), totals_at=NOW, held=3),
    ],
)
def test_a_count_that_is_not_known_today_is_not_told(watch: WatchStatus) -> None:
    """Neither one that the source never gave, nor an old one of a source that we cannot see."""
    assert "El sitio cuenta" not in shown(bad_day(coverage=(watch,)))


def test_an_old_gap_is_shown_but_does_not_spoil_the_day() -> None:
    """A gap before the period leaves the watch trustworthy for the period."""
    long_ago = SINCE - timedelta(days=3)
    old = Gap(from_at=long_ago, to_at=long_ago + timedelta(hours=1), reason="source_cap")
    assert "Sin noticias de Acme" in shown(report(coverage=(status(gaps=(old,)),)))


def test_many_gaps_are_counted_not_listed() -> None:
    """Of many gaps the newest are listed and the others counted."""
    gaps = tuple(
        Gap(
            from_at=SINCE + timedelta(hours=h),
            to_at=SINCE + timedelta(hours=h, minutes=9),
            reason="page_budget",
        )
        for h in range(9)
    )
    page = " ".join(shown(report(coverage=(status(gaps=gaps),))).split())
    assert page.count("Puede faltar") == 3
    assert "Y 6 huecos más." in page


def test_what_came_in_the_period_is_not_called_all_that_is_held() -> None:
    """A listing of which 39 are held had 13 in these days: both stand in one line."""
    counted = ListingTotals(count=39, stars=3.9)
    watch, of = status(items=13, totals=counted, held=39), Totals(items=13)
    seen = report(coverage=(watch,), totals=of, by_source={watch.source: of})
    page = " ".join(shown(seen, t=EN).split())
    assert "13 mentions in this period. The site counts 39 reviews; we hold 39." in page
