"""Towards whom a text feels: the sentiment about the brand asked for, not about the sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import exp
from typing import NamedTuple

from listener.model import Label, Sentiment
from listener.sentiment.towards.evidence import Evidence, evidence, feel, speaks
from listener.sentiment.towards.parties import Named, Parties
from listener.sentiment.towards.reading import Reading
from listener.sentiment.towards.weights import GOOD_OR_BAD, NOTHING
from listener.sentiment.towards.words import hints, is_scenery, is_where

__all__ = ["LANGUAGES", "Feeling", "Parties", "Score", "Towards"]

LANGUAGES = frozenset({"es", "en"})
"""Those whose ways of saying it are known."""

READ = 2_000
"""How many characters are read: what is longer tells of many things, and of few people's own."""

SURE_ALONE = 0.5
"""How sure one has to be where nobody else is named: there the text's own label is mostly right."""

Score = Callable[[str, Sequence[str]], Sequence[Sentiment]]
"""A language and texts in it in, how they feel out."""


class Feeling(NamedTuple):
    """What is felt towards a brand."""

    label: Label
    polarity: float


class Towards:
    """Tells what is felt towards a brand, with a scorer that tells how any piece of text feels."""

    def __init__(self, score: Score) -> None:
        self._score = score

    def __call__(
        self, parties: Parties, texts: Sequence[str], sentiments: Sequence[Sentiment]
    ) -> list[Feeling | None]:
        """For each text what is felt towards the brand; None: nothing speaks for another feeling.

        `sentiments` are those of the whole texts.
        """
        readings = [
            self._read(parties, text[:READ], sentiment)
            for text, sentiment in zip(texts, sentiments, strict=True)
        ]
        felt = self._felt(texts, sentiments, readings)
        return [
            None if reading is None else _feeling(reading, felt[at], feel(sentiments[at]))
            for at, reading in enumerate(readings)
        ]

    def _read(self, parties: Parties, text: str, sentiment: Sentiment) -> Reading | None:
        """What a text says of whom; None where it is the text's own feeling, as it mostly is."""
        if sentiment.language not in LANGUAGES or sentiment.label == "unknown":
            return None
        named = parties.named(text)
        if named is None or not is_worth_reading(parties, named):
            return None
        reading = Reading(parties.marked(text))
        return reading if speaks(reading) else None

    def _felt(
        self,
        texts: Sequence[str],
        sentiments: Sequence[Sentiment],
        readings: Sequence[Reading | None],
    ) -> dict[int, list[float]]:
        """How the clauses of each text feel, all of one language scored at once."""
        waiting: dict[str, list[tuple[int, str]]] = {}
        for at, reading in enumerate(readings):
            for clause in reading.clauses if reading else ():
                piece = texts[at][clause.start : clause.end]
                waiting.setdefault(sentiments[at].language, []).append((at, piece))
        felt: dict[int, list[float]] = {at: [] for at in range(len(texts))}
        for language, pieces in waiting.items():
            scored = self._score(language, [piece for _, piece in pieces])
            for (at, _), sentiment in zip(pieces, scored, strict=True):
                felt[at].append(feel(sentiment))
        return felt


def is_worth_reading(parties: Parties, named: Named) -> bool:
    """Whether the words may speak for another feeling: another party, a quote, a neutral place."""
    if (
        '"' in named.folded
        or "?" in named.folded
        or named.is_late()
        or parties.names_other(named.folded)
    ):
        return True
    before, around = named.beside()
    if any(map(hints, around)):
        return True
    words = named.folded.split()
    if any(map(is_where, before)):
        return any(map(is_scenery, words))
    return named.signs() and (named.ends() or any(map(is_scenery, words)))


def _feeling(reading: Reading, felt: Sequence[float], whole: float) -> Feeling | None:
    odds = likely(evidence(reading, felt, whole), GOOD_OR_BAD, NOTHING)
    label = max(odds, key=lambda each: odds[each])
    if reading.alone and odds[label] < SURE_ALONE:
        return None
    return Feeling(label, round(odds["positive"] - odds["negative"], 4))


def likely(
    found: Evidence, good_or_bad: Mapping[str, float], nothing: Mapping[str, float]
) -> dict[Label, float]:
    """How likely each feeling towards the brand is."""
    good, none = _sum(good_or_bad, found.good_or_bad), _sum(nothing, found.nothing)
    odds: dict[Label, float] = {
        "neutral": exp(none),
        "negative": exp(-good),
        "positive": exp(good),
    }
    total = sum(odds.values())
    return {label: value / total for label, value in odds.items()}


def _sum(weights: Mapping[str, float], numbers: Mapping[str, float]) -> float:
    """What speaks together, within what can be raised to a power."""
    total = sum(weights[name] * number for name, number in numbers.items() if number)
    return max(-20.0, min(20.0, total))
