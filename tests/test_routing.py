"""Ways to reach people: from when on, and which settings are refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from listener.config import Alerts, Brand, Settings, load
from listener.errors import ConfigError
from listener.routes import Channel, Route, Telling
from listener.routing import Concern, Way, concerned, opens, targets, ways
from listener.watching import watches_of

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)


def at(hour: int, day: int = 0) -> datetime:
    """That hour by the clocks of Madrid, so many days after Monday."""
    return MONDAY.replace(day=2 + day, hour=hour - 1)


def of(alerts: Alerts, **settings: object) -> tuple[Way, ...]:
    chosen = Settings(**settings)  # type: ignore[arg-type]
    return ways(chosen, Brand(name="Acme", id="acme", time_zone="Europe/Madrid", alerts=alerts))


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (at(10), None),
        (at(20), at(10, 1)),
        (at(9), at(10)),
        (at(20, 4), at(10, 7)),
        (at(3, 6), at(10, 7)),
    ],
)
def test_quiet_hours_and_those_of_a_route_hold_both(now: datetime, then: datetime | None) -> None:
    """The office opens at nine, on weekdays; quiet is until ten."""
    route = Route(to=("a@example.com",), hours="mon-fri 09:00-18:00")
    found = of(Alerts(routes=(route,), quiet_hours="22:00-10:00"))
    assert opens(found, found[0].whom, 5, now) == then


def test_what_is_critical_waits_for_the_office_only() -> None:
    """A route that says when it works means it."""
    route = Route(to=("a@example.com",), hours="mon-fri 09:00-18:00")
    found = of(Alerts(routes=(route,), quiet_hours="22:00-10:00", critical=7))
    assert opens(found, found[0].whom, 7, at(3)) == at(9)


def test_hours_that_never_meet_keep_nobody_waiting_for_ever() -> None:
    """It is told after all, within weeks."""
    route = Route(to=("a@example.com",), hours="09:00-10:00")
    found = of(Alerts(routes=(route,), quiet_hours="08:00-11:00"))
    then = opens(found, found[0].whom, 1, at(12))
    assert then is not None
    assert (then - MONDAY).days < 30


def test_who_can_be_told_sooner_is() -> None:
    """By the brand at once, though a route of theirs waits."""
    late = Route(to=("A@example.com",), hours="09:00-10:00")
    found = of(Alerts(email=("a@example.com",), routes=(late,)))
    assert [each.recipient for each in targets(found).values()] == ["a@example.com"]
    assert opens(found, found[0].whom, 1, at(3)) is None


def test_routes_of_all_brands_hold_for_those_that_they_name() -> None:
    """By the brand, or a group of it."""
    named = [{"brands": ("acme",)}, {"brands": ("other",)}, {"groups": ("cafes",)}, {}]
    routes = tuple(Route(to=(f"{n}@example.com",), **each) for n, each in enumerate(named))
    brand = Brand(name="Acme", id="acme", groups=("bars", "cafes"))
    found = ways(Settings(alerts=Telling(routes=routes)), brand)
    assert [way.target.recipient[0] for way in found] == ["0", "2", "3"]


def test_a_channel_has_its_language_and_its_clock_else_those_of_the_brand() -> None:
    """So has an address those of the brand."""
    channels = {
        "a": Channel(kind="webhook"),
        "b": Channel(language="es", time_zone="America/Lima"),
    }
    found = of(
        Alerts(email=("x@example.com",), channels=("a", "b"), language="en"), channels=channels
    )
    told = [(each.channel, each.language, each.time_zone) for each in targets(found).values()]
    assert told == [
        ("email", "en", "Europe/Madrid"),
        ("webhook", "en", "Europe/Madrid"),
        ("apprise", "es", "America/Lima"),
    ]


@pytest.mark.parametrize(
    ("topic", "about", "is_told"),
    [
        ("Reembolso", ("no hay reembolsos",), True),
        ("opción", ("opcion de pago",), True),
        ("rice", ("price",), False),
        ("price", ("price",), True),
        ("price", (), False),
    ],
)
def test_a_topic_begins_a_word_of_what_drives_it(
    topic: str, about: tuple[str, ...], is_told: bool
) -> None:
    """Accents and capitals do not matter."""
    found = of(Alerts(routes=(Route(to=("a@example.com",), topics=(topic,)),)))
    assert bool(concerned(found, Concern(severity=5, topics=about))) == is_told


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[channels."Slack CX"]', "channels.Slack CX"),
        ('[channels.cx]\nquiet_hours = "noche"', "channels.cx.quiet_hours"),
        ('[channels.cx]\ntime_zone = "Europa/Madrid"', "channels.cx.time_zone"),
        ('[alerts]\nquiet_hours = "25:00-26:00"', "alerts.quiet_hours"),
        ('[alerts]\nquiet_hours = "lun-dom"', "alerts.quiet_hours"),
        ('[channels.cx]\nquiet_hours = "20:00-09:00, 08:00-21:00"', "channels.cx.quiet_hours"),
        ('[[alerts.routes]]\nto = ["josé@acme.es"]', "alerts.routes[0].to[0]"),
        ('[[alerts.routes]]\nto = ["cx@acme..es"]', "alerts.routes[0].to[0]"),
        ('[mail]\nhost = "smtp.example"\nuser = "apikey"', "mail.sender"),
        ('[[alerts.routes]]\nto = ["nobody"]', "alerts.routes[0].to[0]"),
        ("[[alerts.routes]]\nto = []", "alerts.routes[0].to"),
        ('[[alerts.routes]]\nto = ["a@b"]\nhours = "lunes"', "alerts.routes[0].hours"),
        ('[[alerts.routes]]\nto = ["a@b"]\nseverity = 11', "severity"),
    ],
)
def test_what_could_reach_nobody_is_refused(tmp_path: Path, text: str, key: str) -> None:
    """By its file and key, at once: not on the night of the first alarm."""
    (tmp_path / "listener.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(str(tmp_path))
    assert key in str(caught.value)
    assert "listener.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("named", "key", "hint"),
    [
        ('sources = ["appstor"]', "alerts.routes[0].sources", "appstore"),
        ('brands = ["acmee"]', "alerts.routes[0].brands", "acme"),
        ('groups = ["cafe"]', "alerts.routes[0].groups", "cafes"),
        ('languages = ["inglés"]', "alerts.routes[0].languages", '"es"'),
    ],
)
def test_a_route_that_would_never_be_told_is_refused(
    tmp_path: Path, named: str, key: str, hint: str
) -> None:
    """With the nearest right name."""
    (tmp_path / "brands").mkdir()
    brand = 'name = "Acme"\ngroups = ["cafes"]\n[[queries]]\nany = ["acme"]\n'
    (tmp_path / "brands" / "acme.toml").write_text(brand, encoding="utf-8")
    settings = f'[[alerts.routes]]\nto = ["a@example.com"]\n{named}'
    (tmp_path / "listener.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        watches_of(load(str(tmp_path)))
    assert key in str(caught.value)
    assert hint in str(caught.value)
