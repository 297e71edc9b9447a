"""doctor says what can be seen of so much talk as a brand has, and what cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from listener.cli.power_shown import sentences
from listener.detection.power import sight
from listener.i18n import Translator
from tests.cli.world import AT, Listener, fill, mention

EN, ES = Translator("en"), Translator("es")


def test_doctor_says_what_shows(run: Listener, folder: Path) -> None:
    """A brand with three reviews a week is told what to expect of that."""
    said = [mention(f"m{day}", "lumbre", hours=24 * day, stars=1 + day % 5) for day in (1, 9, 20)]
    fill(folder, *said).close()
    flat = " ".join(run("doctor", "--at", AT, code=0).stdout.split())
    assert "what shows" in flat
    assert "Café Lumbre · RSS: 1.1 mentions a week (67% negative)." in flat
    assert "not seen in a month" in flat


def test_a_brand_without_talk_is_not_spoken_of(run: Listener, folder: Path) -> None:
    """Of nothing, nothing can be said."""
    fill(folder).close()
    assert "what shows" not in run("doctor", "--at", AT).stdout


@pytest.mark.parametrize(
    ("a_day", "budget", "english"),
    [
        (
            3 / 7,
            0.5,
            "3 mentions a week (20% negative). A run of bad ones is seen after about 4 of them,"
            " typically in 9 days. Within a day no change of the negative share is seen; 4"
            " negatives are. A rise from 20% to 30% is not seen in a month.",
        ),
        (
            100,
            1,
            "100 mentions a day (20% negative). A run of bad ones is seen after about 8 of them,"
            " typically in 2 hours. Within a day a negative share from 35% on is seen, or",
        ),
    ],
)
def test_in_words(a_day: float, budget: float, english: str) -> None:
    """Items and days, and what is not seen at all."""
    assert " ".join(sentences(sight(a_day, 0.2, budget), EN)).startswith(english)


def test_in_spanish() -> None:
    """The same in Spanish."""
    said = " ".join(sentences(sight(3 / 7, 0.2, 0.5), ES))
    assert "3 menciones a la semana (20\u00a0% negativas). Una mala racha se ve tras unas 4" in said
    assert "Una subida del 20\u00a0% al 30\u00a0% no se ve en un mes." in said
