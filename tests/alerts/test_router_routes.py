"""Routes: who else is told, of what, within which hours, in which language."""

from __future__ import annotations

from typing import Any

import pytest

from listener.routes import Channel, Route, Telling
from tests.alerts.routed import (
    BOSS,
    DAY,
    GRAVE,
    NIGHT,
    TEAM,
    Living,
    both,
    quiet,
    when,
)
from tests.detection.looks import alarm


@pytest.mark.parametrize(
    ("asked", "is_told"),
    [
        ({"severity": 3}, True),
        ({"severity": 9}, False),
        ({"sources": ("feeds",)}, True),
        ({"sources": ("reddit",)}, False),
        ({"brands": ("acme",)}, True),
        ({"brands": ("other",)}, False),
        ({"groups": ("cafes",)}, False),
        ({"languages": ("ES",)}, True),
        ({"languages": ("en",)}, False),
        ({"topics": ("horario", "Price")}, True),
        ({"topics": ("horario", "rice")}, False),
        ({"topics": ("horario", "Precio")}, True),
        ({"severity": 3, "sources": ("feeds",), "languages": ("es",), "brands": ("acme",)}, True),
        ({"severity": 3, "sources": ("feeds",), "languages": ("en",)}, False),
    ],
)
def test_a_route_tells_who_asks_for_it(acme: Living, asked: dict[str, Any], is_told: bool) -> None:
    """All that it names has to be true; what it leaves out is."""
    seen = acme(Telling(routes=(Route(to=(BOSS,), **asked),)))
    seen.sees(alarm(100))
    assert seen.told(BOSS) == (["opened"] if is_told else [])


def test_a_route_of_a_source_is_told_of_the_whole_brand_that_speaks_for_it(acme: Living) -> None:
    """Else who looks after that source would hear nothing, on the worst of days."""
    seen = acme(routes=(Route(to=(BOSS,), sources=("reddit",)),))
    seen.sees(*both(100))
    assert seen.told(BOSS) == ["opened"]


def test_outside_its_hours_a_route_waits_for_them(acme: Living) -> None:
    """However bad it is; and by then it says how it stands."""
    office = Route(to=(BOSS,), hours="mon-fri 09:00-17:00")
    seen = acme(routes=(office,))
    seen.sees(alarm(NIGHT, **GRAVE))
    assert (seen.told(), seen.told(BOSS)) == (["opened"], [])
    seen.sends(when(DAY + 9 * 4))
    assert seen.told(BOSS) == ["opened"]


def test_a_channel_is_told_in_its_own_language(acme: Living) -> None:
    """A chat of the Spanish team beside the mails of an English one."""
    seen = acme(channels=("cx",), known={"cx": Channel(language="es")})
    seen.sees(alarm(100))
    subjects = {message.to: message.subject for message in seen.got}
    assert "negative" in subjects[TEAM]
    assert "negativ" in subjects["cx"]
    assert subjects["cx"] != subjects[TEAM]


def test_who_is_in_the_settings_no_more_hears_no_more(acme: Living) -> None:
    """Of nothing, not even of the end."""
    acme(email=(TEAM, BOSS)).sees(alarm(100))
    seen = acme()
    seen.sees(*quiet(101))
    assert (seen.told(), seen.told(BOSS)) == (["recovered"], [])
