"""A model of the user's own: trained, written, read, and asked on top of a scorer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from listener.model import Label, Sentiment
from listener.rules import Rules
from listener.sentiment import Sentiments
from listener.sentiment.calibration import Calibration
from listener.sentiment.ngrams import words
from listener.sentiment.own import BadModel, read
from listener.sentiment.phrases import Phrases
from listener.sentiment.probabilities import LABELS, label_by
from listener.sentiment.scoreboard import compared
from listener.sentiment.taught import Taught
from listener.sentiment.training import Trained, TrainingText, trained

TRADE: dict[Label, str] = {"negative": "plof", "neutral": "mesa", "positive": "chulo"}
FLAT = (0.3, 0.4, 0.3)


def texts(count: int = 240) -> list[TrainingText]:
    """Words of a made-up trade, which the scorer below does not know."""
    draw = np.random.default_rng(7)
    filler = "hoy ayer casa tienda pedido caja cliente luego tarde siempre".split()
    found = []
    for index in range(count):
        label = LABELS[index % 3]
        said = [*draw.choice(filler, 4), TRADE[label], str(index)]
        found.append(TrainingText(" ".join(said), label, "es", "flat-1", FLAT, "neutral"))
    return found


@pytest.fixture(scope="module")
def model() -> Trained:
    return trained(texts(), ["es"], "20261129")


class Flat:
    """Cannot tell anything apart."""

    model = "flat-1"
    languages = frozenset({"es", "en"})

    def score(self, texts: Sequence[str]) -> list[Sentiment]:
        said = Sentiment(label="neutral", model=self.model, negative=0.3, positive=0.3)
        return [said] * len(texts)


def test_it_learns_the_words_of_the_trade(model: Trained) -> None:
    """On texts that it has not seen, far ahead of the scorer below."""
    result = compared(model.truth, model.own, model.shipped)
    assert result.own.macro_f1.value > 0.95
    assert result.shipped.macro_f1.value < 0.2
    assert result.better
    assert result.ahead.low <= result.ahead.value <= result.ahead.high


def test_the_same_texts_give_the_same_bytes(model: Trained) -> None:
    """So that a model can be made again; the name tells the day and the weights."""
    again = trained(texts(), ["es"], "20261129")
    assert again.body == model.body
    assert again.name == model.name
    assert model.name.startswith("own-20261129-")
    assert trained(texts(), ["es"], "20261130").name == f"own-20261130-{model.name[-4:]}"


def test_what_was_written_is_read(model: Trained) -> None:
    """The weights of one byte say what the training said."""
    own = read(model.body)
    assert own.about == model.about
    for label, word in TRADE.items():
        assert label_by(own.read(f"hoy {word} en la tienda", FLAT)) == label


def test_it_reads_on_top_of_its_own_scorer_and_languages_only(model: Trained) -> None:
    """Another scorer's probabilities mean something else; another language, nothing learned."""
    score = Sentiments([Flat()], Taught(Phrases(Rules()), own=read(model.body)))
    (found,) = score.whole("es", ["hoy plof en la tienda"])
    assert (found.label, found.model, found.language) == ("negative", model.name, "es")
    assert found.negative is not None
    assert found.negative > 0.5
    assert score.whole("en", ["hoy plof en la tienda"])[0].model == "flat-1"
    stranger = Sentiment(label="neutral", model="other-1", language="es")
    assert read(model.body)(["plof"], [stranger]) == [stranger]
    unknown = Sentiment(label="unknown", model="flat-1", language="es")
    assert read(model.body)(["plof"], [unknown]) == [unknown]


def test_pieces_of_texts_are_read_as_whole_ones(model: Trained) -> None:
    """A clause too is read by the user's words, then by what labels of the language taught."""
    places = {
        ("", "es"): Calibration(negative=-9.0),
        ("appstore", "es"): Calibration(negative=9.0),
    }
    taught = Taught(Phrases(Rules()), {model.name: places}, read(model.body))
    score = Sentiments([Flat()], taught)
    piece, other = score.of("es", ["todo plof", "todo chulo"])
    (whole,) = score.whole("es", ["todo plof"])
    assert piece == whole
    assert piece.model == model.name
    assert piece.negative is not None
    assert piece.negative < 0.05
    assert other.label == "positive"


def test_few_texts_that_say_nothing_leave_the_scorer_as_it_is() -> None:
    """Labels by chance: what is chosen is close to what the scorer says."""
    draw = np.random.default_rng(1)
    found = [
        TrainingText(each.text, LABELS[draw.integers(3)], "es", "flat-1", FLAT, "neutral")
        for each in texts(120)
    ]
    result = compared(*_labels(trained(found, ["es"], "20261129")))
    assert not result.better or result.ahead.low < 0.1


def _labels(model: Trained) -> tuple[tuple[Label, ...], ...]:
    return model.truth, model.own, model.shipped


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 nothing", b"x" * 1000])
def test_a_file_that_is_no_model_is_refused(body: bytes) -> None:
    """Whatever stands in it."""
    with pytest.raises(BadModel):
        read(body)


def test_a_truncated_model_is_refused(model: Trained) -> None:
    """A disk that was full."""
    with pytest.raises(BadModel):
        read(model.body[: len(model.body) // 2])


def test_words_of_any_text_are_found() -> None:
    """Addresses and names of people are all one; long words are cut; the rest is folded."""
    assert words("@ana ¡Qué MAL! https://x.test/a?b nooooo 😡") == [
        *("@", "¡", "que", "mal", "!", "://", "nooo", "😡"),
    ]
    assert len(words("a" * 10_000)[0]) <= 40
    assert words("") == []
