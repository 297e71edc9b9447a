"""What people have ruled: names are taken out before scoring, phrases add their own feeling.

A phrase found, whatever its accents and capitals, is replaced by a blank, so that no scorer reads
it. Names end there. Of the different phrases found, P is the sum of the valences above nought and N
that of the others, without their sign, each at most 8; then

    p'(positive) ∝ p(positive) · e^P   p'(negative) ∝ p(negative) · e^N   p'(neutral) ∝ p(neutral)

where p is what the scorer says of the rest. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from math import exp
from typing import Any, NamedTuple

from listener.rules import PhraseRule, Rule, Rules, folded
from listener.sentiment.probabilities import Chances
from listener.text import fold

MOST = 8.0


class Found(NamedTuple):
    """A text without what rules are about, and the rules that apply to it, in their order."""

    rest: str
    rules: tuple[Rule, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing is left that a scorer could read."""
        return not any(character.isalnum() for character in self.rest)


class Phrases:
    """`Phrases(rules).find(text, "es", "cafe")` says which rules apply; no rules cost nothing."""

    def __init__(self, rules: Rules) -> None:
        self._rules = tuple(rules)
        self._of: dict[str, list[int]] = defaultdict(list)
        for index, rule in enumerate(self._rules):
            self._of[folded(rule.text)].append(index)
        self._texts = sorted(self._of)

    def __bool__(self) -> bool:
        return bool(self._rules)

    @cached_property
    def _automaton(self) -> Any:
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick(self._texts)

    def find(self, text: str, language: str = "", brand: str = "") -> Found:
        """What applies to a text; without a language, rules of every language.

        Where two rules overlap the one that begins first applies, and the longer of those.
        """
        if not self._rules or not (hits := self._hits(folded(text))):
            return Found(text)
        written, places = _places(text)
        taken: list[tuple[int, int]] = []
        applied: set[int] = set()
        for start, end, which in hits:
            if taken and start < taken[-1][1]:
                continue
            begin, stop = places[start], places[end - 1] + 1
            fits = [
                index
                for index in self._of[self._texts[which]]
                if self._fits(self._rules[index], written[begin:stop], language, brand)
            ]
            if fits:
                taken.append((start, end))
                applied.add(min(fits, key=lambda index: not self._rules[index].brand))
        for start, end in reversed(taken):
            written = f"{written[: places[start]]} {written[places[end - 1] + 1 :]}"
        return Found(written, tuple(self._rules[index] for index in sorted(applied)))

    def _hits(self, said: str) -> list[tuple[int, int, int]]:
        """Start, end and number of every whole phrase in a folded text, the longer first."""
        found = self._automaton.find_matches_as_indexes(said, overlapping=True)
        whole = [(start, end, which) for which, start, end in found if _whole(said, start, end)]
        return sorted(whole, key=lambda hit: (hit[0], -hit[1]))

    @staticmethod
    def _fits(rule: Rule, written: str, language: str, brand: str) -> bool:
        if rule.languages and language and language not in rule.languages:
            return False
        if rule.brand and rule.brand != brand:
            return False
        said = " ".join(written.split())
        return not rule.capitals or said in (" ".join(rule.text.split()), said.upper())


def added(chances: Chances, rules: Sequence[Rule]) -> Chances:
    """The probabilities with the feeling of the phrases among these rules."""
    weights = [rule.weight for rule in rules if isinstance(rule, PhraseRule)]
    if not any(weights):
        return chances
    up = min(MOST, sum(weight for weight in weights if weight > 0))
    down = min(MOST, -sum(weight for weight in weights if weight < 0))
    negative, neutral, positive = chances[0] * exp(down), chances[1], chances[2] * exp(up)
    total = negative + neutral + positive
    return negative / total, neutral / total, positive / total


def _whole(said: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end."""
    before = start > 0 and said[start].isalnum() and said[start - 1].isalnum()
    after = end < len(said) and said[end - 1].isalnum() and said[end].isalnum()
    return not before and not after


def _places(text: str) -> tuple[str, list[int]]:
    """The text, and for each character of `folded(text)` where in it that one comes from."""
    places: list[int] = []
    waiting: int | None = None
    for index, character in enumerate(text):
        for piece in fold(character):
            if piece.isspace():
                waiting = index if waiting is None else waiting
                continue
            if waiting is not None and places:
                places.append(waiting)
            waiting = None
            places.append(index)
    return text, places
