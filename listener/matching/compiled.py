"""A tree made ready to be asked of many mentions, and what a text must hold to be worth asking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

from listener.matching.fields import Identify, made, rated
from listener.matching.near import near
from listener.matching.phrase import Phrase, exactly, normal
from listener.matching.tree import And, Field, Near, Node, Not, Or, Rated, Term, pushed
from listener.model import Mention

Anchors = frozenset[str]
_LETTERS = 8.0
"""By how much a longer anchor is rarer, for each of its letters."""


class Said:
    """A mention made ready once for all queries."""

    def __init__(
        self,
        mention: Mention,
        source: str = "",
        identify: Identify | None = None,
    ) -> None:
        self.mention = mention
        self.source = source
        self.identify = identify
        self.known: dict[object, bool] = {}

    @cached_property
    def folded(self) -> str:
        """Title and text as phrases are looked for in them."""
        return normal(self.mention.body)

    @cached_property
    def exact(self) -> str:
        """Title and text with their capitals and accents."""
        return exactly(self.mention.body)


class Test(Protocol):
    """A node made ready."""

    def __call__(self, said: Said) -> bool: ...


class Workshop:
    """Makes trees ready; a phrase that many queries share is made, and looked for, once."""

    def __init__(self) -> None:
        self._phrases: dict[Term, Phrase] = {}
        self._refusals: dict[Not, Test] = {}
        self._shared = Counter[str]()

    def settle(self) -> None:
        """Choose each phrase's anchor, now that all are made: what few of them share is rare.

        Where a brand has fifty queries, its name stands in most texts.
        """
        self._shared.update(need for each in self._phrases.values() for need in each.needs)
        for phrase in self._phrases.values():
            if len(phrase.needs) > 1:
                phrase.anchor = min(phrase.needs, key=self._odds)

    def _odds(self, anchor: str) -> float:
        """How likely a text has it, in comparison."""
        return float((1 + self._shared[anchor]) ** 2 * _LETTERS ** -len(anchor))

    def _rarity(self, anchors: Iterable[str]) -> float:
        return sum(map(self._odds, anchors))

    def phrase(self, term: Term) -> Phrase:
        """The phrase of a term, made once."""
        if term not in self._phrases:
            self._phrases[term] = Phrase(term.text, exact=term.exact)
        return self._phrases[term]

    def test(self, node: Node) -> Test:
        """The node as a question that a mention answers with yes or no."""
        if isinstance(node, Term):
            return _Occurs(self.phrase(node), exact=node.exact)
        if isinstance(node, Near):
            words = [self.phrase(Term(word)) for word in node.words]
            return _IsNear(words, node)
        if isinstance(node, Field):
            return _Is(node)
        if isinstance(node, Rated):
            return _HasStars(node)
        if isinstance(node, Not):
            if node not in self._refusals:
                self._refusals[node] = _IsNot(self.test(node.part))
            return self._refusals[node]
        # What is cheap to refuse comes first, what is seldom there last.
        tests = [self.test(part) for part in sorted(node.parts, key=_costs)]
        return _HasAll(tests) if isinstance(node, And) else _HasAny(tests)

    def required(self, node: Node) -> Anchors | None:
        """Anchors of which every text that matches has at least one; None where none is sure."""
        return self._required(pushed(node))

    def _required(self, node: Node) -> Anchors | None:
        if isinstance(node, Term):
            anchor = self.phrase(node).anchor
            return frozenset([anchor] if anchor else [])
        if isinstance(node, Near):
            return min(
                (frozenset([self.phrase(Term(w)).anchor]) for w in node.words), key=self._rarity
            )
        if isinstance(node, And):
            sure = [each for each in map(self._required, node.parts) if each is not None]
            return min(sure, key=self._rarity, default=None)
        if isinstance(node, Or):
            found = [self._required(part) for part in node.parts]
            known = [each for each in found if each is not None]
            return frozenset[str]().union(*known) if len(known) == len(found) else None
        return None


def _costs(node: Node) -> int:
    order = (Term, Rated, Field, Near, Or, And, Not)
    return order.index(type(node))


class _Occurs:
    def __init__(self, phrase: Phrase, *, exact: bool) -> None:
        self._phrase = phrase
        self._exact = exact

    def __call__(self, said: Said) -> bool:
        phrase = self._phrase
        known = said.known.get(phrase)
        if known is None:
            known = said.known[phrase] = self._is_there(phrase, said)
        return known

    def _is_there(self, phrase: Phrase, said: Said) -> bool:
        folded = said.folded
        if not phrase.anchor or phrase.anchor not in folded:
            return False
        if len(phrase.needs) > 1 and not all(need in folded for need in phrase.needs):
            return False
        return phrase.within(said.exact if self._exact else folded)


class _IsNear:
    def __init__(self, words: list[Phrase], node: Near) -> None:
        self._words = words
        self._node = node

    def __call__(self, said: Said) -> bool:
        if not all(word.anchor in said.folded for word in self._words):
            return False
        return near(self._words, said.folded, self._node.within, ordered=self._node.ordered)


class _Is:
    def __init__(self, field: Field) -> None:
        self._test = made(field)

    def __call__(self, said: Said) -> bool:
        return self._test(said.mention, said.source, said.identify)


class _HasStars:
    def __init__(self, test: Rated) -> None:
        self._test = test

    def __call__(self, said: Said) -> bool:
        return rated(self._test, said.mention)


class _IsNot:
    def __init__(self, test: Test) -> None:
        self._test = test

    def __call__(self, said: Said) -> bool:
        # Many queries leave out the same, and it is asked of each mention once.
        if self not in said.known:
            said.known[self] = not self._test(said)
        return said.known[self]


class _HasAll:
    def __init__(self, tests: list[Test]) -> None:
        self._tests = tests

    def __call__(self, said: Said) -> bool:
        return all(test(said) for test in self._tests)


class _HasAny:
    def __init__(self, tests: list[Test]) -> None:
        self._tests = tests

    def __call__(self, said: Said) -> bool:
        return any(test(said) for test in self._tests)
