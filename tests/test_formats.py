"""Numbers, moments, spans and lists as each country writes them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from listener.i18n import CHOICES, Translator
from listener.i18n.formats import (
    clock,
    day,
    figure,
    listed,
    moment,
    month,
    number,
    percent,
    period,
    relative,
    share,
    span,
    weekday,
)

NOON = datetime(2026, 9, 5, 12, 4, tzinfo=UTC)
MADRID, MEXICO = ZoneInfo("Europe/Madrid"), ZoneInfo("America/Mexico_City")


@pytest.mark.parametrize(
    ("language", "four", "five", "half"),
    [
        ("es", "1234", "12.345", "1234,5"),
        ("es-ES", "1234", "12.345", "1234,5"),
        ("es-MX", "1,234", "12,345", "1,234.5"),
        ("es-AR", "1.234", "12.345", "1.234,5"),
        ("en", "1,234", "12,345", "1,234.5"),
        ("en-US", "1,234", "12,345", "1,234.5"),
        ("en-GB", "1,234", "12,345", "1,234.5"),
    ],
)
def test_numbers_are_written_as_each_country_writes_them(language, four, five, half):
    """Point and comma change places; Spain parts five figures, and not four."""
    written = [number(language, 1234), number(language, 12345), number(language, 1234.5, 1)]
    assert written == [four, five, half]


def test_a_number_is_rounded_before_it_is_written():
    """9999.6 has five figures; next to nothing is nothing, without a sign."""
    assert number("es", 9999.6) == "10.000"
    assert number("es", -0.3) == "0"
    assert number("es", -3) == "-3"


def test_as_many_decimals_as_matter():
    """A third is cut, a whole stays whole."""
    assert [figure("es", each) for each in (1 / 3, 1, 2.5, 120)] == ["0,33", "1", "2,5", "120"]


@pytest.mark.parametrize(
    ("language", "third", "less"),
    [("es", "33\u00a0%", "0,5\u00a0%"), ("es-MX", "33%", "0.5%"), ("es-AR", "33%", "0,5%")],
)
def test_per_cent(language, third, less):
    """A hard space before the sign in Spain; a decimal below one; a dash of nothing."""
    assert share(language, 1, 3) == third
    assert percent(language, 0.005) == less
    assert percent(language, 0.33, sign=False) == "33"
    assert share(language, 0, 0) == "—"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "5 sept 2026, 14:04"),
        ("es-MX", "5 sep 2026, 2:04\u00a0p.m."),
        ("es-AR", "5 sep 2026, 14:04"),
        ("en", "5 Sept 2026, 14:04"),
        ("en-US", "Sep 5, 2026, 2:04\u00a0PM"),
    ],
)
def test_moments_are_told_in_the_reader_s_zone(language, said):
    """UTC inside, the brand's time for people, on their clock."""
    assert moment(language, NOON, MADRID) == said
    assert said.endswith(clock(language, NOON, MADRID))
    assert said.startswith(day(language, NOON, MADRID))


def test_a_day_is_named_in_the_reader_s_zone():
    """What is Sunday in Madrid may be Saturday in Mexico."""
    late = datetime(2026, 9, 5, 23, 30, tzinfo=UTC)
    assert weekday("es", late, MADRID) == "domingo"
    assert weekday("es-MX", late, MEXICO) == "sábado"
    assert weekday("en", late, MEXICO) == "Saturday"
    assert month("es", NOON, UTC) == "sept 2026"


@pytest.mark.parametrize(
    ("language", "week", "months"),
    [
        ("es", "5–12 sept 2026", "5 sept – 15 oct 2026"),
        ("es-AR", "5 – 12 de sep de 2026", "5 de sep al 15 de oct de 2026"),
        ("en-US", "Sep 5 – 12, 2026", "Sep 5 – Oct 15, 2026"),
    ],
)
def test_a_period_is_said_shortly(language, week, months):
    """What both days have in common is said once."""
    assert period(language, NOON, NOON + timedelta(days=7), UTC) == week
    assert period(language, NOON, NOON + timedelta(days=40), UTC) == months
    assert period(language, NOON, NOON + timedelta(hours=3), UTC) == day(language, NOON, UTC)


def test_a_span_is_told_in_one_unit():
    """Minutes up to an hour and a half, hours up to two days, then days; one is singular."""
    minutes = (0, 1, 60, 100, 60 * 24 * 2, 60 * 24 * 1400)
    told = [[span(timedelta(minutes=m), Translator(t)) for m in minutes] for t in ("es", "en")]
    assert told == [
        ["menos de un minuto", "1 minuto", "60 minutos", "2 horas", "2 días", "1400 días"],
        ["less than a minute", "1 minute", "60 minutes", "2 hours", "2 days", "1,400 days"],
    ]


def test_a_time_is_told_as_seen_from_now():
    """The past, what is to come, and now."""
    hours = (-3, 0, 1, -60, -24 * 20)
    told = [[relative(each, timedelta(hours=h)) for h in hours] for each in ("es", "es-MX", "en")]
    assert told == [
        ["hace 3 horas", "hace 1 segundo", "dentro de 60 minutos", "hace 2 días", "hace 3 semanas"],
        ["hace 3 horas", "hace 1 segundo", "dentro de 60 minutos", "hace 2 días", "hace 3 semanas"],
        ["3 hours ago", "1 second ago", "in 60 minutes", "2 days ago", "3 weeks ago"],
    ]


@pytest.mark.parametrize(
    ("items", "spanish", "english"),
    [
        ([], "", ""),
        (["Acme"], "Acme", "Acme"),
        (["Acme", "Lumbre"], "Acme y Lumbre", "Acme and Lumbre"),
        (["a", "b", "c"], "a, b y c", "a, b and c"),
        (["Acme", "Iberia"], "Acme e Iberia", "Acme and Iberia"),
        (["a", "b", "«Hidra»"], "a, b e «Hidra»", "a, b and «Hidra»"),
        (["Iberia", "Íñigo"], "Iberia e Íñigo", "Iberia and Íñigo"),
        (["nieve", "hielo"], "nieve y hielo", "nieve and hielo"),
        (["Android", "iPhone"], "Android y iPhone", "Android and iPhone"),
    ],
)
def test_things_are_listed_as_people_say_them(items, spanish, english):
    """`y` before the last; `e` before its own sound, but no diphthong."""
    assert listed("es-AR", items) == spanish
    assert listed("en", items) == english


def test_the_united_states_put_a_comma_more():
    """`a, b, and c`."""
    assert listed("en-US", ["a", "b", "c"]) == "a, b, and c"


@pytest.mark.parametrize("language", CHOICES)
def test_nothing_that_is_written_breaks_a_terminal(language):
    """No character but those of the language, and of all spaces only the plain and the hard one."""
    t = Translator(language)
    said = [
        *(moment(language, NOON + timedelta(days=31 * n, hours=n), UTC) for n in range(12)),
        *(weekday(language, NOON + timedelta(days=n), UTC) for n in range(7)),
        period(language, NOON, NOON + timedelta(days=400), UTC),
        relative(language, timedelta(days=-400)),
        span(timedelta(days=3), t),
        percent(language, 0.5),
        number(language, 1234567.8, 1),
    ]
    spaces = {each for text in said for each in text if each.isspace()}
    assert spaces <= {" ", "\u00a0"}
    assert all(text.isprintable() for text in (each.replace("\u00a0", " ") for each in said))


def test_the_data_of_all_countries_is_read_when_it_is_needed():
    """Who only asks for help does not wait for Babel."""
    code = "import sys, listener.i18n.formats, listener.cli.group; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
