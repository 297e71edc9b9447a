"""The face of sentiment: language first, then the scorer that reads it."""

from __future__ import annotations

from collections.abc import Sequence

from listener.model import Sentiment
from listener.sentiment import CORE_MODEL, READ, Sentiments


class Recorder:
    """A scorer that keeps what it was asked."""

    model = "recorder-1"
    languages = frozenset({"es"})

    def __init__(self) -> None:
        self.asked: list[str] = []

    def score(self, texts: Sequence[str]) -> list[Sentiment]:
        self.asked += texts
        return [Sentiment(label="positive", model=self.model) for _ in texts]


def test_each_text_goes_to_the_scorer_of_its_language_and_order_is_kept() -> None:
    """Spanish and English mixed come back as they went in."""
    texts = ["The app is terrible", "Pésimo servicio", "I love this bank", "Me encanta, excelente"]
    found = Sentiments()(texts, [None] * 4, ("es", "en"))
    assert [s.label for s in found] == ["negative", "negative", "positive", "positive"]
    assert [s.language for s in found] == ["en", "es", "en", "es"]
    assert {s.model for s in found} == {CORE_MODEL}


def test_a_language_that_nobody_reads_is_unknown() -> None:
    """No guess is better than a wrong one; the language is kept."""
    text = "De bestelling is vandaag eindelijk aangekomen en alles werkt prachtig"
    (found,) = Sentiments()([text], [None], ("es", "en"))
    assert (found.label, found.model, found.language) == ("unknown", CORE_MODEL, "nl")


def test_empty_texts_are_unknown() -> None:
    """Stars without words have no sentiment of their own, whatever the source declares."""
    found = Sentiments()(["", "  \n"], ["es", "en"], ("es", "en"))
    assert [(s.label, s.language) for s in found] == [("unknown", "und")] * 2


def test_the_declared_language_is_believed_only_where_the_text_cannot_tell() -> None:
    """`👍` is scored as declared; Spanish declared as English stays Spanish."""
    thumb, spanish, strange = Sentiments()(
        ["👍👍", "Me encanta esta aplicación", "👍"], ["es-MX", "en", "zh"], ("es", "en")
    )
    assert (thumb.label, thumb.language) == ("positive", "es")
    assert spanish.language == "es"
    assert (strange.label, strange.language) == ("positive", "und")


def test_a_very_long_text_is_scored_on_its_beginning() -> None:
    """The first five thousand characters have said it."""
    scorer = Recorder()
    Sentiments([scorer])(["hola amigos " * 50_000], [None], ("es",))
    assert [len(text) for text in scorer.asked] == [READ]


def test_given_scorers_replace_those_that_ship() -> None:
    """Language is set on what they answer; other languages are unknown."""
    found = Sentiments([Recorder()])(
        ["Me gusta mucho esta tienda", "This shop is very nice"], [None, None], ("es", "en")
    )
    assert [(s.label, s.language) for s in found] == [("positive", "es"), ("unknown", "en")]


def test_english_is_told_what_vader_says_whoever_scores_it() -> None:
    """Beside an engine's answer, and where there is none; no other language has any."""

    class Sure(Recorder):
        languages = frozenset({"en"})

    texts = ["This shop is very nice", "Me gusta mucho esta tienda", "👍"]
    for scorers in ([Sure()], [Recorder()], None):
        english, spanish, neither = Sentiments(scorers)(texts, [None] * 3, ("es", "en"))
        assert english.vader == 0.4754
        assert (spanish.vader, neither.vader) == (None, None)


def test_no_texts_no_answers() -> None:
    """An empty page costs nothing."""
    assert Sentiments()([], [], ("es",)) == []
