"""What drives an incident is a short list, with what must be taken away for the alarm to vanish."""

from __future__ import annotations

import pytest

from listener.alerts.driven import listed
from listener.causes import Dimension, Driver, Drivers
from listener.i18n import Translator
from tests.alerts.stories import cause, drivers
from tests.digest.samples import HOSTILE

ES, EN = Translator("es"), Translator("en")


def rows(t: Translator = ES, **changes: object) -> dict[str, str]:
    """The list, by its labels."""
    return dict(listed(drivers(**changes), t))


def test_words_come_with_how_many_say_them() -> None:
    """A word that nobody counts tells nothing."""
    assert rows()["Palabras (y cuántas las dicen)"] == (
        "reembolso (22), cobrar dos veces (9), chat (7)"
    )


def test_what_clears_the_alarm_says_so() -> None:
    """Leave one out, and see: the others are told with what is usual of them."""
    told = rows()
    assert told["Versión"] == "5.2.1, 30 de 41 (lo normal, 12\u00a0%): sin esto no habría aviso"
    assert told["Tema"] == "support, 18 de 41 (lo normal, 12\u00a0%)"


@pytest.mark.parametrize(
    ("dimension", "value", "es", "en"),
    [
        ("country", "ES", "España", "Spain"),
        ("country", "mx", "México", "Mexico"),
        ("language", "ca", "catalán", "Catalan"),
        ("language", "zz", "zz", "zz"),
        ("source", "appstore", "App Store", "App Store"),
        ("listing", "Acme Madrid", "Acme Madrid", "Acme Madrid"),
    ],
)
def test_what_has_a_name_is_called_by_it(
    dimension: Dimension, value: str, es: str, en: str
) -> None:
    """Countries, languages and sources as people call them; the rest as it is written."""
    told = (cause(dimension, value, 20),)
    assert next(iter(rows(terms=(), causes=told).values())).startswith(f"{es}, 20 de 41")
    assert next(iter(rows(EN, terms=(), causes=told).values())).startswith(f"{en}, 20 of 41")


def test_subjects_of_talk_have_their_names() -> None:
    """As the lists of aspects call them in the reader's language."""
    told = dict(listed(drivers(), ES, {"support": "atención al cliente"}.get))  # type: ignore[arg-type]
    assert told["Tema"].startswith("atención al cliente, 18")


def test_one_post_copied_is_no_crowd() -> None:
    """Forty copies of one post against forty people."""
    copied = (cause("group", "7", 40, clears=True),)
    told = rows(causes=copied, authors=2, texts=2)
    assert told["Copias"] == "40 de 41 son copias de una publicación: sin esto no habría aviso"
    assert told["Quién lo dice"] == "2 textos distintos de 2 personas"
    assert rows(causes=(cause("author", "7", 22),))["Una persona"] == (
        "22 de 41 son de la misma persona"
    )
    assert "Copias" not in rows()


def test_of_nothing_nothing_is_told() -> None:
    """Where nothing stands out there is no list."""
    assert list(listed(Drivers(), ES)) == []


def test_hostile_values_stay_text() -> None:
    """No line breaks, no marks that reorder."""
    told = (
        Driver(
            dimension="listing",
            value=HOSTILE,
            negatives=3,
            items=3,
            of=4,
            usual_share=0,
            clears=False,
        ),
    )
    said = " ".join(value for _, value in listed(drivers(causes=told), EN))
    assert not set(said) & set("\r\n\x00\x1b\u202e")
