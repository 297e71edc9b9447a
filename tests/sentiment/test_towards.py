"""Towards whom a text feels, with a scorer that knows four words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listener.model import Label, Sentiment
from listener.sentiment import Sentiments
from listener.sentiment.towards import Parties, Towards, weights
from listener.sentiment.towards.evidence import evidence
from listener.sentiment.towards.parties import BRAND, OTHER, fold
from listener.sentiment.towards.reading import Reading

WORDS = {"good": 0.6, "bueno": 0.6, "awful": -0.6, "horrible": -0.6}


def score(language: str, texts: Sequence[str]) -> list[Sentiment]:
    return [one(language, text) for text in texts]


def one(language: str, text: str) -> Sentiment:
    value = sum(WORDS.get(word, 0.0) for word in text.lower().replace(",", " ").split())
    label: Label = "positive" if value > 0 else "negative" if value < 0 else "neutral"
    return Sentiment(label=label, polarity=max(-1.0, min(1.0, value)), language=language)


def towards(text: str, brand: str, *others: str, language: str = "es") -> str:
    """The label towards the brand; "as the text" where nothing speaks for another."""
    parties = Parties([brand], others)
    (feeling,) = Towards(score)(parties, [text], score(language, [text]))
    return feeling.label if feeling else "as the text"


@pytest.mark.parametrize(
    ("text", "telvia", "movistel"),
    [
        ("Telvia muy bueno, Movistel horrible", "positive", "negative"),
        ("Movistel horrible; en cambio Telvia bueno", "positive", "negative"),
        ("por fin dejé Movistel por Telvia", "positive", "negative"),
        ("me pasé de Telvia a Movistel", "negative", "positive"),
        ("Extraño Telvia, Movistel es horrible", "positive", "negative"),
        ("Telvia es mejor que Movistel", "positive", "negative"),
        ("switched from Movistel to Telvia", "positive", "negative"),
        ("I miss Telvia so much, Movistel is awful", "positive", "negative"),
        ("Telvia is better than Movistel", "positive", "negative"),
        ("Me arrepiento de haber dejado Telvia. Movistel es horrible", "positive", "negative"),
    ],
)
def test_of_two_that_are_named_each_gets_what_is_said_of_it(
    text: str, telvia: str, movistel: str
) -> None:
    """One sentence, two brands, two labels."""
    assert towards(text, "Telvia", "Movistel") == telvia
    assert towards(text, "Movistel", "Telvia") == movistel


@pytest.mark.parametrize(
    "text",
    [
        "Movistel hace buenos teléfonos, bueno de verdad, los demás horrible",
        "Movistel is good, the others awful",
    ],
)
def test_the_others_are_somebody_else_though_nobody_names_them(text: str) -> None:
    """What is said of "los demás" is not said of the brand."""
    assert towards(text, "Movistel") == "positive"


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("me robaron la mochila al lado del Café Lumbre, qué día horrible", "Café Lumbre"),
        ("my bike was stolen right outside Kettlemart, awful day", "Kettlemart"),
        ("Hola Ana, lamentamos la experiencia horrible. Escríbenos. Hotel Sol", "Hotel Sol"),
    ],
)
def test_a_place_and_a_signature_are_felt_nothing_about(text: str, brand: str) -> None:
    """A brand can be mere scenery, and it does not praise or blame itself."""
    assert towards(text, brand) == "neutral"


@pytest.mark.parametrize(
    "text",
    ["Telvia es horrible", "Qué bueno el plan nuevo de Telvia", "Sin palabras.", "Telvia", ""],
)
def test_where_nothing_speaks_for_a_difference_it_is_the_texts(text: str) -> None:
    """Most mentions name one brand and speak of it: they cost next to nothing."""
    assert towards(text, "Telvia", "Movistel") == "as the text"


def test_a_text_that_does_not_name_the_brand_is_not_read() -> None:
    """A post on the brand's own page is about the brand without saying so."""
    assert towards("dejé Movistel, horrible", "Telvia", "Movistel") == "as the text"


def test_a_language_whose_ways_are_not_known_is_left_alone() -> None:
    """Nobody guesses in German."""
    assert towards("Telvia good, Movistel awful", "Telvia", "Movistel", language="de") == (
        "as the text"
    )


def test_all_clauses_of_a_language_are_scored_at_once() -> None:
    """A scorer that is quick with many texts is asked once for a page."""
    asked: list[tuple[str, int]] = []

    def counting(language: str, texts: Sequence[str]) -> list[Sentiment]:
        asked.append((language, len(texts)))
        return score(language, texts)

    texts = ["Telvia bueno, Movistel horrible", "Telvia horrible, Movistel bueno"]
    told = Towards(counting)(Parties(["Telvia"], ["Movistel"]), texts, score("es", texts))
    assert [feeling and feeling.label for feeling in told] == ["positive", "negative"]
    assert asked == [("es", 4)]


def test_names_are_found_as_people_write_them() -> None:
    """Without accents and capitals, joined behind @ and #, or without their first word."""
    parties = Parties(["Café Lumbre"], ["Heladeras Glacia"])
    for text in ("cafe  lumbre!", "@cafelumbre hola", "hoy sí, Lumbre"):
        assert BRAND in parties.marked(text), text
    assert OTHER in parties.marked("vendí la Glacia")
    assert OTHER not in parties.marked("de glacia nada")
    assert BRAND not in parties.marked("alumbre, cafelumbres, la lumbre")


def test_a_name_that_is_both_is_the_brands() -> None:
    """Who lists the brand among its competitors is not contradicted by them."""
    assert OTHER not in Parties(["Telvia"], ["telvia", " "]).marked("Telvia y los suyos")


def test_every_number_has_its_weight() -> None:
    """What was learned is what is asked for."""
    reading = Reading(Parties(["a b"]).marked("a b"))
    found = evidence(reading, [0.0], 0.0)
    assert found.good_or_bad.keys() == weights.GOOD_OR_BAD.keys()
    assert found.nothing.keys() == weights.NOTHING.keys()


@given(st.text(), st.text(), st.text())
def test_any_text_and_any_name_can_be_read(text: str, brand: str, other: str) -> None:
    """Strangers write anything, and clauses stay within what they wrote."""
    said = f"{text} {brand}, {other} {text}"
    parties = Parties([brand], [other])
    marked = parties.marked(said)
    assert len(marked) == len(fold(said)) == len(said)
    clauses = Reading(marked).clauses
    assert all(0 <= one.start < one.end <= len(said) for one in clauses)
    Towards(score)(parties, [said], score("es", [said]))


def test_with_the_scorers_that_ship_it_works_as_well() -> None:
    """The scorer is whoever scores the texts."""
    sentiments = Sentiments()
    text = "Samsung hace buenos teléfonos, los demás un desastre"
    (feeling,) = Towards(sentiments.of)(Parties(["Samsung"]), [text], sentiments.of("es", [text]))
    assert feeling is not None
    assert feeling.label == "positive"
    assert feeling.polarity > 0
