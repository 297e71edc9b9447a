"""Rules: what they find in a text, and what they make of its feeling."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listener.model import Sentiment
from listener.rules import NameRule, PhraseRule, Rules, folded
from listener.sentiment import Sentiments
from listener.sentiment.phrases import Phrases, _places, added
from listener.sentiment.probabilities import chances_of, felt, label_by
from listener.sentiment.taught import Taught

WAR = NameRule(text="War Zone")
MALDITA = NameRule(text="La Maldita", capitals=True)
QUEUE = PhraseRule(text="sin cola", label="positive", languages=("es",))
SLOW = PhraseRule(text="long queue", label="negative", valence=-3.0)
PLAIN = PhraseRule(text="corte de luz", label="neutral")
RULES = Rules(name=(WAR, MALDITA), phrase=(QUEUE, SLOW, PLAIN))


class Told:
    """A scorer that remembers what it was shown, and says what it was told."""

    model = "told-1"
    languages = frozenset({"es", "en"})

    def __init__(self, sentiment: Sentiment) -> None:
        self.seen: list[str] = []
        self._sentiment = sentiment

    def score(self, texts: Sequence[str]) -> list[Sentiment]:
        self.seen += texts
        return [self._sentiment] * len(texts)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("we went to War Zone today", "we went to   today"),
        ("WAR\n zone, again", " , again"),
        ("Wár Zoné", " "),
        ("the warzone", "the warzone"),
        ("a war zoned area", "a war zoned area"),
        ("La Maldita es genial", "  es genial"),
        ("LA MALDITA es genial", "  es genial"),
        ("la maldita app", "la maldita app"),
        ("ﬁn: sin   cola, ¡sin cola!", "ﬁn:  , ¡ !"),
        ("", ""),
    ],
)
def test_what_a_rule_finds_becomes_a_blank(text: str, rest: str) -> None:
    """Whole words, whatever the accents, capitals and blanks; capitals where the rule asks."""
    assert Phrases(RULES).find(text, "es").rest == rest


def test_a_rule_applies_in_its_languages_and_to_its_brand() -> None:
    """Elsewhere it touches nothing; a brand's own rule goes before everybody's."""
    ours = PhraseRule(text="sin cola", label="negative", brand="cafe")
    phrases = Phrases(Rules(phrase=(QUEUE, ours)))
    assert phrases.find("sin cola", "es").rules == (QUEUE,)
    assert phrases.find("sin cola", "es", "cafe").rules == (ours,)
    assert phrases.find("sin cola", "en").rules == ()
    assert phrases.find("sin cola", "en", "cafe").rules == (ours,)


def test_the_rule_that_begins_first_applies_and_the_longer_of_two() -> None:
    """What lies within another is not found once more."""
    longer = NameRule(text="Sin cola ni espera")
    phrases = Phrases(Rules(name=(longer,), phrase=(QUEUE,)))
    assert phrases.find("hoy sin cola ni espera", "es").rules == (longer,)
    assert phrases.find("hoy sin cola", "es").rules == (QUEUE,)


def test_phrases_multiply_the_odds_by_their_valences() -> None:
    """The formula of the documentation; names and neutral phrases add nothing."""
    negative, neutral, positive = added((0.2, 0.6, 0.2), (QUEUE, SLOW, WAR, PLAIN))
    total = 0.2 * exp(3) + 0.6 + 0.2 * exp(3)
    assert negative == pytest.approx(0.2 * exp(3) / total)
    assert neutral == pytest.approx(0.6 / total)
    assert positive == pytest.approx(0.2 * exp(3) / total)
    assert added((0.2, 0.6, 0.2), (WAR, PLAIN)) == (0.2, 0.6, 0.2)


def test_no_scorer_reads_what_a_rule_is_about() -> None:
    """It is shown the rest; its answer stands where no phrase adds a feeling."""
    said = Sentiment(label="negative", polarity=-0.4, model="told-1", negative=0.6, positive=0.1)
    scorer = Told(said)
    score = Sentiments([scorer], Taught(Phrases(RULES)))
    (named, ruled) = score(
        ["en War Zone se está bien hoy", "en la oficina pasé sin cola"], ["es", "es"], ("es",)
    )
    assert scorer.seen == ["en   se está bien hoy", "en la oficina pasé  "]
    assert (named.label, named.negative, named.model) == ("negative", 0.6, "told-1")
    assert (ruled.label, ruled.model) == ("positive", "told-1")
    assert ruled.positive == pytest.approx(0.1 * exp(3) / (0.6 + 0.3 + 0.1 * exp(3)), abs=1e-4)


def test_a_text_that_is_only_a_name_is_neutral() -> None:
    """Nothing is left to score, so nobody felt anything; a phrase alone feels as it says."""
    scorer = Told(Sentiment(label="unknown"))
    score = Sentiments([scorer], Taught(Phrases(RULES)))
    name, phrase = score(["War Zone", "sin cola"], ["es", "es"], ("es",))
    assert (name.label, name.polarity) == ("neutral", 0.0)
    assert phrase.label == "positive"


def test_without_rules_the_scorer_is_asked_as_it_is() -> None:
    """Nothing to pay: the very answers come back."""
    said = Sentiment(label="positive", polarity=0.5, language="es", model="told-1")
    (found,) = Sentiments([Told(said)], Taught(Phrases(Rules())))(["hola amigos"], ["es"], ("es",))
    assert found is said


def test_a_scorer_without_probabilities_is_given_provisional_ones() -> None:
    """They call the same texts neutral as the threshold of 0.05 does."""
    for polarity, label in ((-0.9, "negative"), (-0.051, "negative"), (0.0, "neutral")):
        chances = chances_of(Sentiment(label="neutral", polarity=polarity))
        assert chances is not None
        assert label_by(chances) == label
        assert sum(chances) == pytest.approx(1)
    assert chances_of(Sentiment(label="unknown")) is None
    assert felt(Sentiment(label="unknown"), (0.7, 0.2, 0.1)).polarity == pytest.approx(-0.6)


@given(st.text())
def test_every_folded_character_has_its_place(text: str) -> None:
    """Whatever strangers write: what is found can be cut out of the text as it was written."""
    said = folded(text)
    _, places = _places(text)
    assert len(places) >= len(said)
    assert places == sorted(places)


@given(st.text(st.sampled_from("War Zone\n sin cola ß́éİ.ﬁ"), max_size=60))
def test_whatever_is_written_rules_cut_it_cleanly(text: str) -> None:
    """What was cut out does not apply again."""
    found = Phrases(RULES).find(text, "es")
    if found.rules:
        assert len(found.rest) < len(text) + 1
