"""The engine is quick by remembering and by sums of three in one: it says what plain loops say."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listener.sentiment import READ
from listener.sentiment.core import CoreScorer, pictures, words
from listener.sentiment.core.grams import grams_of, pairs_of
from listener.sentiment.core.pack import shipped, words_of
from listener.sentiment.core.reading import (
    AFTER_BUT,
    BEFORE_BUT,
    BOOST,
    BOOST_REACH,
    DAMPED,
    REACH,
    STRONG,
    TURNED_BAD,
    TURNED_GOOD,
)
from listener.sentiment.core.words import Vocabulary, Word

TEXTS = """
Pésimo servicio, nunca más vuelvo
No está nada mal, pero el envío tardó MUCHÍSIMO y nadie contesta...
Qué maravilla 😍😍 muy recomendable; ni una queja!!
la app es algo lenta, aunque funciona bien y no falla ;)
Great food but the service was not good at all :(
RT @user: loooove it http://t.co/abc #best
Abren a las nueve
no no no sin pero nada más que bueno
buenas noches. deja mucho que desear, deja
""".strip().splitlines()

PIECES = [
    "no",
    "pero",
    "muy",
    "algo",
    "bueno",
    "malo",
    "pésimo",
    "nada",
    "mal",
    "😡",
    "!",
    ",",
    ".",
]
PIECES += ["deja", "mucho", "que", "desear", "ni", "una", "queja", "servicio", "MALO", "ﾟ", "\ud800"]


@cache
def quick() -> CoreScorer:
    """The engine itself, which remembers what it has read."""
    return CoreScorer("es")


@pytest.mark.parametrize("text", TEXTS)
def test_the_engine_says_what_plain_loops_say(text: str) -> None:
    """To the last digit that counts."""
    assert quick().probabilities(quick().words(text)) == pytest.approx(_plainly(text), abs=1e-12)


@given(st.lists(st.sampled_from(PIECES), min_size=1).map(" ".join))
def test_whatever_the_order_of_words(text: str) -> None:
    """Negators, boosters, phrases and ends of sentences heaped up."""
    assert quick().probabilities(quick().words(text)) == pytest.approx(_plainly(text), abs=1e-12)


def test_what_is_forgotten_is_read_again_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers do not depend on what the engine remembers."""
    before = quick().score(TEXTS)
    monkeypatch.setattr(words, "CACHED", 7)
    forgetful = CoreScorer("es")
    for _ in range(3):
        assert forgetful.score(TEXTS) == before


def test_several_may_ask_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads share what is remembered, and its forgetting."""
    before = quick().score(TEXTS)
    monkeypatch.setattr(words, "CACHED", 7)
    shared = CoreScorer("es")
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as threads:
            answers = list(threads.map(lambda _: shared.score(TEXTS), range(40)))
    finally:
        sys.setswitchinterval(often)
    assert all(answer == before for answer in answers)


def test_texts_without_a_blank_are_not_kept() -> None:
    """Five thousand letters, each text another: none of it stays in memory."""
    engine = CoreScorer("es")
    engine.score(["malo" * 1_250])
    tracemalloc.start()
    try:
        engine.score([f"{number},malo" * 700 for number in range(60)])
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 200_000


@pytest.mark.parametrize(
    "piece",
    ["a", "😡", "é", "\u0301", "\u200b", "\u202e", "\ud800", "x)", "no ", "bueno pero ", "!,"],
)
def test_endless_texts_cost_no_more_than_long_ones(piece: str) -> None:
    """Of fifty million letters those are read that count."""
    endless = piece * (2_000_000 // len(piece))
    assert quick().score([endless]) == quick().score([endless[:READ]])


@pytest.mark.parametrize(
    ("text", "face"),
    [("ya ;)", ";)"), ("ya -_-", "-_-"), ("ya ^_^", "^_^"), ("ya ❤️", "❤"), ("ya :D", ":d")],
)
def test_faces_are_seen(text: str, face: str) -> None:
    """Also those that begin with a sign that else ends a sentence."""
    seen = quick().words(text)[-1]
    assert seen.name == face
    assert seen.valence


@pytest.mark.parametrize(
    "text", ["Nota:Después", "tema:política", "horario:/mañana", "dijo:(casi)"]
)
def test_a_colon_before_a_word_is_no_face(text: str) -> None:
    """Many forget the blank."""
    assert not any(word.valence for word in quick().words(text) if not word.name.isalnum())


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary(shipped(), "es", words_of(shipped(), "es"), pictures())


def _plainly(text: str) -> list[float]:
    """The three probabilities, from the model's definition."""
    pack, norms = shipped(), words_of(shipped(), "es")
    read = [word for chunk in text.split() for word in _vocabulary()._words(chunk)]
    found = _features(read)
    scaled = [(v - m) / s for v, m, s in zip(found, norms.mean, norms.spread, strict=True)]
    grams = [gram for word in read if word.count for gram in grams_of(word.name)]
    grams += pairs_of([word.name for word in read])
    logits = []
    for label in range(3):
        row = pack.weights[label]
        felt = row[-1] + sum(w * v for w, v in zip(row, scaled, strict=False))
        places = [3 * (gram % 2**pack.gram_bits) + label for gram in grams]
        total = sum((pack.grams[at] + 128) % 256 - 128 for at in places)
        spelt = pack.gram_constants[label] + pack.scale * total / sqrt(len(grams))
        logits.append(felt + pack.share * log(1 / (1 + exp(-spelt)) + 1e-3))
    odds = [exp(logit / pack.temperature) for logit in logits]
    return [each / sum(odds) for each in odds]


def _features(read: list[Word]) -> list[float]:
    values, negators = _values(read)
    good, bad = [v for v in values if v > 0], [v for v in values if v < 0]
    rated = [v / sqrt(v * v + 15) for v in (sum(values), sum(good), -sum(bad))]
    rated += [max(values), min(values), values[-1], values[0]] if values else [0.0] * 4
    rated += [len(good), len(bad), not values, sum(values) / sqrt(len(read) or 1)]
    rated += [min(negators, 3), bool(good and bad)]
    told = [word.induced for word in read]
    rated += [sum(told) / sqrt(len(read) or 1), max([0.0, *told]), min([0.0, *told])]
    rated += [sum(v for v in told if v > 0) / 3, -sum(v for v in told if v < 0) / 3]
    return [*rated, sum(abs(v) > STRONG for v in told)]


def _values(read: list[Word]) -> tuple[list[float], int]:
    """What each word or phrase feels like in its place, and how many negators there are."""
    values: list[float] = []
    weight, boost, damped, negators, at = 1.0, 0.0, False, 0, 0
    negated_to = boosted_to = -1
    while at < len(read):
        word, here = read[at], at
        valence, length = _longest(read, at)
        at += length
        if length == 1 and word.role == "but":
            values, weight, negated_to = [v * BEFORE_BUT for v in values], AFTER_BUT, -1
        elif length == 1 and word.role == "negator":
            negated_to, negators = here + REACH, negators + 1
        elif length == 1 and word.role in ("booster", "dampener"):
            boosted_to = here + BOOST_REACH
            boost, damped = (BOOST, damped) if word.role == "booster" else (boost, True)
        elif length == 1 and word.role == "end" and word.name[0] not in ",;":
            negated_to = -1
        if not valence or (length == 1 and word.role in ("but", "booster", "dampener")):
            continue
        if here <= boosted_to:
            valence = valence * DAMPED if damped else valence + (boost if valence > 0 else -boost)
        if here <= negated_to:
            valence *= TURNED_GOOD if valence > 0 else TURNED_BAD
        values.append(valence * weight)
        boost, damped = 0.0, False
    return values, negators


def _longest(read: list[Word], at: int) -> tuple[float, int]:
    """The longest phrase that begins here, else the word itself."""
    names = [word.name for word in read[at:]]
    phrases = [each for several in (read[at].phrases or {}).values() for each in several]
    fitting = [(v, len(p)) for p, v in phrases if tuple(names[: len(p)]) == p]
    return max(fitting, key=lambda each: each[1], default=(read[at].valence, 1))
