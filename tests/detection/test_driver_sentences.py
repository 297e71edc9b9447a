"""What drives an incident, in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listener.causes import Dimension, Driver, Drivers, Term
from listener.detection.driver_sentences import driven_by
from listener.detection.leaving_out import DIMENSIONS
from listener.i18n import Translator

ES, EN = Translator("es"), Translator("en")


def driver(dimension: Dimension, value: str, negatives: int = 31, **changes: object) -> Driver:
    """So many of forty-two, without which there is no alarm."""
    plain: dict[str, object] = {
        "dimension": dimension,
        "value": value,
        "negatives": negatives,
        "items": negatives,
        "of": 42,
        "usual_share": 0.1,
        "clears": True,
    }
    return Driver(**plain | changes)  # type: ignore[arg-type]


def words(*texts: str) -> tuple[Term, ...]:
    """Terms of these texts."""
    return tuple(Term(text=text, count=9, share=0.2, usual_share=0.0, z=3.0) for text in texts)


def test_words_version_and_people() -> None:
    """The four most telling words, what clears the alarm, and that it is many who say it."""
    found = Drivers(
        terms=words("hold", "minutos", "teléfono", "espera", "nadie"),
        causes=(driver("version", "5.2"),),
        negatives=42,
        authors=40,
        texts=41,
    )
    assert driven_by(found, ES) == (
        "Palabras: hold, minutos, teléfono, espera. Sin lo que se dice de la versión 5.2 no habría"
        " aviso (31 de 42). Son 41 textos distintos de 40 personas."
    )
    assert driven_by(found, EN) == (
        "Words: hold, minutos, teléfono, espera. Without what is said of version 5.2 there would be"
        " no alarm (31 of 42). They are 41 different texts by 40 people."
    )


def test_a_copied_post_is_told_once() -> None:
    """As what clears the alarm, or beside what does."""
    alone = Drivers(causes=(driver("group", "7", 40),), authors=40, texts=3)
    assert driven_by(alone, EN) == (
        "Without the copies of one post there would be no alarm (40 of 42)."
    )
    beside = Drivers(causes=(driver("version", "5.2"), driver("group", "7", 40)), authors=40)
    assert driven_by(beside, ES).endswith("40 de 42 son copias de una sola publicación.")


def test_one_person_is_told_without_a_name() -> None:
    """Who it is stands in the store."""
    found = Drivers(causes=(driver("author", "17", 20, clears=False),), authors=20, texts=40)
    assert driven_by(found, EN) == "20 of 42 are by one person."
    assert driven_by(found, ES) == "20 de 42 son de una sola persona."


def test_what_stands_out_is_told_beside_what_is_usual() -> None:
    """Where the alarm would stay without it."""
    found = Drivers(causes=(driver("country", "MX", clears=False),))
    assert driven_by(found, ES) == "Destaca lo que llega de MX: 31 de 42; lo normal es 10\u00a0%."
    assert driven_by(found, EN) == "What stands out is what comes from MX: 31 of 42; usually 10%."


def test_a_source_is_told_by_its_title() -> None:
    """As people call it."""
    found = Drivers(causes=(driver("source", "appstore"),))
    assert "on App Store" in driven_by(found, EN, {"source": lambda _: "App Store"})


def test_what_it_is_about_is_told_beside_where_it_is() -> None:
    """Where a good part speaks of it."""
    aspect = driver("aspect", "billing", 20, clears=False, usual_share=0.02)
    found = Drivers(causes=(driver("version", "5.2"), aspect))
    assert driven_by(found, ES, {"aspect": str.title}).endswith(
        "Destaca lo que se dice de «Billing»: 20 de 42; lo normal es 2\u00a0%."
    )
    little = Drivers(causes=(driver("version", "5.2"), driver("aspect", "billing", 5)))
    assert "billing" not in driven_by(little, EN)


def test_nothing_is_told_of_nothing() -> None:
    """No words, no cause, two people."""
    assert driven_by(Drivers(authors=2, texts=2), EN) == ""


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize("t", [ES, EN], ids=["es", "en"])
@given(value=st.text(max_size=300), clears=st.booleans())
def test_what_strangers_wrote_stays_on_one_safe_line(
    t: Translator, dimension: Dimension, value: str, clears: bool
) -> None:
    """Versions and titles are as hostile as texts; braces are no places to fill."""
    hostile = f"{value}\x1b[31m\u202e\r\n{{count}}"
    found = Drivers(
        terms=words(hostile), causes=(driver(dimension, hostile, clears=clears),), authors=9
    )
    line = driven_by(found, t)
    assert "\n" not in line
    assert not set(line) & set("\x1b\u202e\r")
    assert len(line) < 400
