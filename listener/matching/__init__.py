"""Does a mention speak of a brand? Queries in, mention in, the names of those that match out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from listener.matching.compiled import Anchors, Said, Test, Workshop
from listener.matching.faults import QueryError
from listener.matching.fields import Identify
from listener.matching.reading import tree_of
from listener.model import Mention, Query

__all__ = ["Matcher", "QueryError", "tree_of"]

SLICE = 50_000
"""Characters looked through at once: what is found in them is a list, and texts may be hostile."""

FEW = 4
"""Up to so many queries are sooner asked one by one."""


class Matcher:
    """`Matcher(queries)(mention, source)` names the queries that match, in their order.

    The anchors of all queries are looked for in a text in one go, and only the queries that could
    match are asked: a thousand cost little more than ten. `identify` tells the language of a text
    whose source tells none, for `lang:`. Raises QueryError for a query that cannot be understood.
    """

    def __init__(self, queries: Sequence[Query], identify: Identify | None = None) -> None:
        self._identify = identify
        self._workshop = Workshop()
        self._names = [query.name for query in queries]
        trees = list(map(tree_of, queries))
        self._tests: list[Test] = list(map(self._workshop.test, trees))
        self._workshop.settle()
        self._required = list(map(self._workshop.required, trees))

    def __call__(self, mention: Mention, source: str = "") -> tuple[str, ...]:
        if not self._names:
            return ()
        said = Said(mention, source, self._identify)
        return tuple(self._names[i] for i in self._candidates(said) if self._tests[i](said))

    def _candidates(self, said: Said) -> Iterable[int]:
        """Which queries could match, in their order."""
        if len(self._names) <= FEW:
            return range(len(self._names))
        held = self._anchors(said.folded)
        if not held:
            return self._always
        return sorted({i for anchor in held for i in self._waiting[anchor]}.union(self._always))

    @cached_property
    def _anchors(self) -> _Held:
        return _Held(sorted(self._waiting))

    @cached_property
    def _always(self) -> list[int]:
        return [i for i, anchors in enumerate(self._required) if anchors is None]

    @cached_property
    def _waiting(self) -> dict[str, list[int]]:
        """For each anchor the queries that could match a text that has it."""
        waiting = defaultdict[str, list[int]](list)
        for i, anchors in enumerate(self._required):
            for anchor in anchors or ():
                waiting[anchor].append(i)
        return dict(waiting)


class _Held:
    """Which of many strings a text has in it, found in one go."""

    def __init__(self, anchors: Sequence[str]) -> None:
        from ahocorasick_rs import AhoCorasick

        self._anchors = anchors
        self._longest = max(map(len, anchors), default=0)
        self._automaton: Any = AhoCorasick([_whole(anchor) for anchor in anchors])

    def __call__(self, text: str) -> Anchors:
        try:
            text.encode()
        except UnicodeEncodeError:
            text = _whole(text)
        found = set[int]()
        for start in range(0, len(text), SLICE):
            part = text[start : start + SLICE + self._longest]
            found.update(i for i, _, _ in self._automaton.find_matches_as_indexes(part, True))
        return frozenset(self._anchors[i] for i in found)


def _whole(text: str) -> str:
    """The text without halves of characters, which the automaton cannot read."""
    return text.encode("utf-8", "replace").decode("utf-8")
