"""What a brand is called: its name, and the phrases of its queries that stand for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from listener.matching.faults import QueryError
from listener.matching.phrase import normal
from listener.matching.reading import tree_of
from listener.matching.tree import And, Node, Not, Or, Term, pushed
from listener.model import Query

_TELLING = 4
"""From so many letters on a word that a phrase shares with the name makes it one."""


def names_of(name: str, queries: Iterable[Query]) -> tuple[str, ...]:
    """The brand's name, and each phrase that is enough for one of its queries, or like the name."""
    found = {normal(name): name}
    words = {word for word in normal(name).split() if len(word) >= _TELLING}
    for query in queries:
        for phrase in _phrases(query, words):
            found.setdefault(normal(phrase), phrase)
    return tuple(found.values())


def _phrases(query: Query, words: set[str]) -> Iterator[str]:
    try:
        tree = pushed(tree_of(query))
    except QueryError:
        return
    enough = {each.text for each in _enough(tree)}
    for leaf in _wanted(tree):
        if leaf.text in enough or not words.isdisjoint(normal(leaf.text).split()):
            yield leaf.text.strip("*")


def _enough(node: Node) -> Sequence[Term]:
    """The phrases of which each alone makes a mention; none where more is asked for."""
    if isinstance(node, And):
        wanted = [part for part in node.parts if not isinstance(part, Not)]
        return _enough(wanted[0]) if len(wanted) == 1 else ()
    if isinstance(node, Or):
        return [term for part in node.parts for term in _enough(part)]
    return (node,) if isinstance(node, Term) else ()


def _wanted(node: Node) -> Iterator[Term]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)
    elif isinstance(node, Term):
        yield node
