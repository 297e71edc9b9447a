"""A source that shows its last days only is warned about before anything is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from listener.digest.coverage import deadline
from listener.i18n import Translator
from tests.digest.samples import MADRID, NOW, report, shown, status

DAY = timedelta(days=1)
WEEK = 7 * DAY


def said(days: float, window: timedelta = WEEK, language: str = "es") -> str:
    """What is said so many days after the last reading."""
    read = NOW - days * DAY
    known = status("Google Play", last_success_at=read, loses_at=read + window)
    return deadline(known, Translator(language), MADRID, NOW)


def test_it_is_said_three_days_before() -> None:
    """With the day and the hour of the brand's own time zone."""
    assert said(3.9) == ""
    assert said(5) == (
        "Google Play solo enseña los últimos 7 días: si no se lee antes del 24 nov 2026, 14:05, "
        "esas reseñas se pierden."
    )
    assert "before 24 Nov 2026, 14:05" in said(5, language="en")


def test_afterwards_it_is_said_what_to_do() -> None:
    """Each further day costs reviews."""
    assert "listener crawl" in said(8)
    assert "desde el 21 nov 2026, 14:05" in said(8)
    assert "are being lost" in said(8, language="en")


def test_a_short_window_does_not_always_warn() -> None:
    """Of two days the second is late enough."""
    assert said(0.5, 2 * DAY) == ""
    assert said(1.5, 2 * DAY) != ""


def test_a_source_that_shows_all_has_no_deadline() -> None:
    """Nor has one that was never read."""
    t = Translator("es")
    assert deadline(status(), t, MADRID, NOW) == ""
    assert deadline(status(last_success_at=None, loses_at=NOW), t, MADRID, NOW) == ""


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_the_digest_warns_in_every_form(form: str) -> None:
    """Beside the state of that source."""
    read = NOW - 5 * DAY
    page = report(coverage=(status(last_success_at=read, loses_at=read + WEEK),))
    assert "esas reseñas se pierden" in " ".join(shown(page, form=form).split())
