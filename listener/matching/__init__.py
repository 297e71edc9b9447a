"""Does a mention speak of a brand? Queries in, mention in, the names of those that match out."""

from __future__ import annotations

from collections.abc import Sequence

from listener.matching.phrase import Phrase, normal
from listener.model import Mention, Query


class Matcher:
    """`Matcher(queries)(mention, source)` names the queries that match, in their order."""

    def __init__(self, queries: Sequence[Query]) -> None:
        self._queries = tuple(_Compiled(query) for query in queries)

    def __call__(self, mention: Mention, source: str = "") -> tuple[str, ...]:  # noqa: ARG002
        text = mention.body
        if not self._queries or not text:
            return ()
        folded = normal(text)
        return tuple(query.name for query in self._queries if query.matches(folded))


class _Compiled:
    """A query with its phrases made ready: any of, all of, none of."""

    def __init__(self, query: Query) -> None:
        self.name = query.name
        self._any = tuple(map(Phrase, query.any))
        self._all = tuple(map(Phrase, query.all))
        self._exclude = tuple(map(Phrase, query.exclude))

    def matches(self, folded: str) -> bool:
        if not self._any and not self._all:
            return False
        return (
            all(phrase.within(folded) for phrase in self._all)
            and (not self._any or any(phrase.within(folded) for phrase in self._any))
            and not any(phrase.within(folded) for phrase in self._exclude)
        )
