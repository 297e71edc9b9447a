"""The digest tells how the last whole week compares with its season."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.digest import Form
from listener.digest.season import week_said
from listener.i18n import Translator
from listener.records import WeekOfYear

from .samples import EN, ES, HOSTILE, bad_day, report, shown

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
SINCE = datetime(2026, 12, 6, 23, tzinfo=UTC)
WEEK = WeekOfYear(
    since=SINCE,
    until=SINCE + timedelta(weeks=1),
    observed=28,
    expected=25.2,
    low=14,
    high=38,
    probability=0.2,
    years=3,
)


def said(t: Translator, **changes: object) -> str:
    return week_said(report(week_of_year=replace(WEEK, **changes)), t)  # type: ignore[arg-type]


@pytest.mark.parametrize(("page", "t"), [("alerts.md", EN), ("alerts.es.md", ES)])
def test_the_guides_quote_the_line(page: str, t: Translator) -> None:
    """What they show is what comes; the week begins on Monday where the brand is."""
    text = (GUIDES / page).read_text(encoding="utf-8")
    assert said(t) in " ".join(text.replace("\n> ", " ").split())


def test_an_unusual_week_is_marked() -> None:
    """In words and with a sign, in both languages."""
    assert said(EN, unusual=True) == "▲ Unusual. " + said(EN)
    assert said(ES, unusual=True) == "▲ Fuera de lo normal. " + said(ES)


def test_a_week_that_somebody_expected_says_why() -> None:
    """Without a sign; a full stop is not said twice."""
    assert said(EN, expected_because="sale.") == said(EN) + " It was expected: sale."
    assert said(ES, expected_because="rebajas") == said(ES) + " Era de esperar: rebajas."


def test_one_and_next_to_none_are_said_as_people_do() -> None:
    """No "1 mentions", and neither nought nor one where a third of a mention is usual."""
    assert "2026: 1 negative mention; usual" in said(EN, observed=1)
    assert "2026: 1 mención negativa; lo normal" in said(ES, observed=1)
    assert "year: 0.3 (0 to" in said(EN, expected=0.31, low=0)
    assert "año: 0,3 (de 0" in said(ES, expected=0.31, low=0)
    assert "year: 0 (0 to" in said(EN, expected=0.002, low=0)


def test_without_a_season_nothing_is_said() -> None:
    """Most brands are young."""
    assert week_said(report(), EN) == ""
    assert "this week of the year" not in shown(bad_day(), t=EN)


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_every_page_says_it(form: Form) -> None:
    """Whoever reads whichever of them reads the same."""
    page = " ".join(shown(bad_day(week_of_year=WEEK), form=form).split())
    assert said(ES) in page


def test_json_has_its_numbers() -> None:
    """And the sentence, in the language asked for; names of sources are made safe."""
    week = replace(WEEK, unusual=True, without=(HOSTILE,))
    (brand,) = json.loads(shown(bad_day(week_of_year=week), form="json"))["brands"]
    told = brand["week_of_year"]
    assert "\x1b" not in told.pop("without")[0]
    assert told.pop("sentence").startswith("▲ Fuera de lo normal. Semana del 7 dic 2026: 28")
    assert told == {
        "since": "2026-12-06T23:00:00Z",
        "until": "2026-12-13T23:00:00Z",
        "observed": 28,
        "expected": 25.2,
        "low": 14,
        "high": 38,
        "probability": 0.2,
        "years": 3,
        "unusual": True,
        "expected_because": None,
    }
