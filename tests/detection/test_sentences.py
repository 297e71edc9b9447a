"""An incident in words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from listener.detection import reason
from listener.detection.older import days_between
from listener.i18n import Translator
from listener.spikes import Incident, TrueCount
from tests.detection.looks import alarm, brandwide

AT = datetime(2026, 11, 22, 7, 15, tzinfo=UTC)
ES, EN = Translator("es"), Translator("en")


def incident(months: float = 5, **changes: object) -> Incident:
    """Forty-two negatives where six are usual; by chance once in so many months."""
    plain = Incident(
        brand="acme",
        source="hackernews",
        opened_at=AT + timedelta(hours=3),
        onset_at=AT,
        updated_at=AT + timedelta(hours=3),
        window_minutes=180,
        observed=42,
        items=58,
        expected=6.2,
        low=2,
        high=11,
        probability=days_between(180, 1) / (30 * months),
        peak_observed=42,
        peak_probability=1e-5,
        history_days=200,
        engine="counts-1",
    )
    return replace(plain, **changes)


def test_in_spanish() -> None:
    """Since when, how many, how many are usual, and how often by chance."""
    assert reason(incident(), ES, UTC) == (
        "Desde las 7:15, 42 menciones negativas en hackernews en 3 h; lo normal a esta hora son 6"
        " (entre 2 y 11). Algo así ocurre por azar una vez cada 5 meses."
    )


def test_in_english() -> None:
    """The same in English."""
    assert reason(incident(), EN, UTC) == (
        "Since 07:15, 42 negative mentions on hackernews in 3 h; the usual for these hours is 6"
        " (between 2 and 11). This happens by chance about once in 5 months."
    )


def test_that_reviews_with_stars_are_counted_apart() -> None:
    """Where the figures of the whole brand are those of texts alone."""
    apart = "Las reseñas con estrellas no entran en esta cuenta."
    texts = incident(source="*", look=brandwide(alarm(100)))
    assert apart in reason(texts, ES, UTC)
    for other in (alarm(100), brandwide(alarm(100, method="count"))):
        assert apart not in reason(replace(texts, look=other), ES, UTC)


def test_never_rarer_than_the_history() -> None:
    """Twenty-eight days of history cannot say "once in 10,000 years"."""
    rare = incident(probability=1e-200, history_days=28.4)
    assert reason(rare, ES, UTC).endswith(
        "Por azar no cabría esperar algo así ni una vez en los 28 días de historia."
    )
    assert reason(rare, EN, UTC).endswith(
        "By chance alone, this is not to be expected even once in the 28 days of history."
    )


def test_one_is_singular() -> None:
    """One mention is not "1 mentions", and the only usual one is singular too."""
    one = incident(observed=1, expected=1.2, low=0, high=3)
    assert "1 mención negativa en" in reason(one, ES, UTC)
    assert "lo normal a esta hora es 1 (como mucho 3)." in reason(one, ES, UTC)
    assert "1 negative mention on" in reason(one, EN, UTC)


def test_next_to_nothing() -> None:
    """Where usually there is none, it is said in words."""
    rare = incident(expected=0.04, low=0, high=0)
    assert "lo normal a esta hora es menos de una (casi siempre ninguna)." in reason(rare, ES, UTC)
    assert "less than one (nearly always none)." in reason(rare, EN, UTC)


def test_big_numbers_as_each_language_writes_them() -> None:
    """Thousands are set apart with a point in Spanish, with a comma in English."""
    big = incident(observed=43_726, expected=1893.0, low=1200, high=2800)
    assert "43.726 menciones" in reason(big, ES, UTC)
    assert "1893 (entre 1200 y 2800)" in reason(big, ES, UTC)
    assert "43,726 negative" in reason(big, EN, UTC)


def test_in_the_zone_of_the_brand() -> None:
    """The hour is that of the brand; at one o'clock Spanish says "la"."""
    bogota = ZoneInfo("America/Bogota")
    assert reason(incident(), ES, bogota).startswith("Desde las 2:15, ")
    at_one = incident(onset_at=AT - timedelta(hours=1))
    assert reason(at_one, ES, bogota).startswith("Desde la 1:15, ")


def test_yesterday_is_named() -> None:
    """A window that began the day before says which day."""
    long = incident(window_minutes=1440)
    assert reason(long, ES, UTC).startswith("Desde las 7:15 del 22 nov 2026, ")
    assert reason(long, EN, UTC).startswith("Since 07:15 on 22 Nov 2026, ")
    assert " en 24 h;" in reason(long, ES, UTC)


def test_when_it_is_over() -> None:
    """A recovered incident says since when it is as usual."""
    over = incident(state="recovered", recovered_at=AT + timedelta(hours=6))
    assert reason(over, ES, UTC).endswith("Desde las 13:15 vuelve a estar como siempre.")
    assert reason(over, EN, UTC).endswith("Back to the usual since 13:15.")


@pytest.mark.parametrize(
    ("months", "spanish", "english"),
    [
        (1, "cada mes.", "once in a month."),
        (2, "cada 2 meses.", "once in 2 months."),
        (7 / 30, "cada semana.", "once in a week."),
        (0.5, "cada 2 semanas.", "once in 2 weeks."),
        (3 / 30, "cada 3 días.", "once in 3 days."),
        (0.5 / 30, "cada día.", "once in a day."),
    ],
)
def test_time_in_words(months: float, spanish: str, english: str) -> None:
    """Months, weeks and days, singular and plural."""
    assert reason(incident(months), ES, UTC).endswith(spanish)
    assert reason(incident(months), EN, UTC).endswith(english)


def test_a_hostile_source_name_stays_on_its_line() -> None:
    """Text from strangers cannot break the line."""
    assert "\n" not in reason(incident(source="a\nb\x1b[31m"), EN, UTC)


def test_copies_are_told_from_people() -> None:
    """A good part that only repeats is told; so is a spike that is one text."""
    some = incident(observed=41, copies=37)
    assert "37 de ellas son copias de otras; solo 4 dicen algo propio." in reason(some, ES, UTC)
    assert "37 of them are copies of others; only 4 say" in reason(some, EN, UTC)
    one = incident(observed=41, copies=40)
    assert "Parece un solo texto repetido: 40 de ellas son copias." in reason(one, ES, UTC)
    assert "It looks like one text repeated: 40 of them are copies." in reason(one, EN, UTC)
    assert "copia" not in reason(incident(observed=41, copies=3), ES, UTC)


def test_how_many_of_them_truly_are_is_told_where_it_was_measured() -> None:
    """Whole numbers, and the labels that they rest on; one is one."""
    truly = TrueCount(count=34.4, low=28.2, high=38.6, labels=87)
    assert "De las 42, unas 34 lo son de verdad (entre 28 y 39), medido en 87 etiquetas." in reason(
        incident(truly=truly), ES, UTC
    )
    few = TrueCount(count=0.8, low=0, high=2.1, labels=1000)
    assert "Of the 42, one truly is (between 0 and 2), measured on 1,000 labels." in reason(
        incident(truly=few), EN, UTC
    )
