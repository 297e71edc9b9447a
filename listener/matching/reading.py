"""A query of the settings as one tree: simple lists, expression, inflection, exclusions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from listener.errors import nearest
from listener.i18n import say
from listener.matching.faults import QueryError
from listener.matching.inflect import phrases
from listener.matching.snippets import SNIPPETS, phrases_of
from listener.matching.tree import And, Near, Node, Not, Or, Term, asks_for_something, both, either
from listener.model import Query

NOTHING = Or(())
"""The tree that no mention matches."""


def tree_of(query: Query) -> Node:
    """The tree of a query; one that asks for nothing matches nothing.

    Raises QueryError, whose `key` is the part of the query that is wrong.
    """
    wanted = list(_wanted(query))
    if not wanted:
        return NOTHING
    said = [*wanted, *map(Not, _refused(query))]
    if query.inflect:
        said = list(map(inflected, said))
    # The ready exclusions list their own forms.
    tree = both([*said, *(Not(snippet(name)) for name in query.without)])
    if not asks_for_something(tree):
        raise QueryError(say("queries.only_negative"), key="query")
    return tree


@cache
def snippet(name: str) -> Node:
    """The exclusion of that name; QueryError with the nearest right one."""
    if name not in SNIPPETS:
        text = say("queries.no_such_snippet", name=name, names=", ".join(SNIPPETS))
        raise QueryError(text, key="without", hint=nearest(name, SNIPPETS))
    return either([Term(phrase) for phrase in phrases_of(name)])


def inflected(node: Node) -> Node:
    """The same with Spanish words in all their forms; what is exact stays as it is."""
    if isinstance(node, And | Or):
        join = both if isinstance(node, And) else either
        return join(list(map(inflected, node.parts)))
    if isinstance(node, Not):
        return Not(inflected(node.part))
    if isinstance(node, Term) and not node.exact:
        return either([Term(text) for text in phrases(node.text)])
    if isinstance(node, Near):
        every = map(str.split, phrases(" ".join(node.words)))
        return either([Near(tuple(words), node.within, node.ordered) for words in every])
    return node


def _wanted(query: Query) -> Iterator[Node]:
    if query.any:
        yield either([Term(phrase) for phrase in query.any])
    yield from (Term(phrase) for phrase in query.all)
    if query.query:
        from listener.matching.grammar import parse

        try:
            yield parse(query.query)
        except QueryError as error:
            raise QueryError(error.told, key="query", hint=error.hint) from error


def _refused(query: Query) -> Iterator[Node]:
    if query.exclude:
        yield either([Term(phrase) for phrase in query.exclude])
