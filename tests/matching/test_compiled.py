"""All queries at once say what each says by itself."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listener.matching import Matcher, QueryError, tree_of
from listener.matching.compiled import Said, Workshop
from listener.matching.phrase import normal
from listener.matching.tree import Node
from listener.model import Mention, Query
from tests.matching.naive import holds
from tests.matching.trees import SOURCES, every_tree, mentions, said, written

# Enough phrases that all are looked for in one go.
OTHERS = [Query(name=f"other{n}", any=(f"nothing{n}",)) for n in range(20)]


@given(said(every_tree), st.sampled_from(SOURCES))
@settings(max_examples=200)
def test_made_ready_a_query_says_the_same(pair: tuple[Node, Mention], source: str) -> None:
    """What makes it fast changes no answer."""
    tree, mention = pair
    assert Workshop().test(tree)(Said(mention, source)) == holds(tree, mention, source)


@given(said(every_tree), st.sampled_from(SOURCES))
@settings(max_examples=200)
def test_what_matches_has_an_anchor(pair: tuple[Node, Mention], source: str) -> None:
    """A query whose anchors are all missing from a text cannot match it."""
    tree, mention = pair
    anchors = Workshop().required(tree)
    if holds(tree, mention, source) and anchors is not None:
        assert any(anchor in normal(mention.body) for anchor in anchors)


@given(st.lists(every_tree, max_size=4), mentions, st.sampled_from(SOURCES), st.booleans())
@settings(max_examples=200)
def test_many_queries_at_once_say_what_each_says(
    trees: list[Node], mention: Mention, source: str, among_many: bool
) -> None:
    """Written out, read again, looked for together: the same names in their order."""
    queries = []
    for n, tree in enumerate(trees):
        query = Query(name=str(n), query=written(tree))
        try:
            tree_of(query)
        except QueryError:  # says only what it does not want
            continue
        queries.append(query)
    match = Matcher([*queries, *OTHERS] if among_many else queries)
    expected = [q.name for q in queries if holds(trees[int(q.name)], mention, source)]
    assert match(mention, source) == tuple(expected)


@given(st.text(), st.text())
def test_whatever_stands_in_a_query_it_is_read_or_refused(query: str, text: str) -> None:
    """No query and no text is a fault of ours."""
    try:
        match = Matcher([Query(query=query or " "), *OTHERS])
    except QueryError:
        return
    assert match(Mention(id="1", text=text)) in ((), ("main",))


def test_half_a_character_is_no_fault() -> None:
    """What no database can hold may still come over a stream."""
    match = Matcher([Query(any=("acme",)), *OTHERS])
    assert match(Mention(id="1", text="\ud800 acme \udfff")) == ("main",)


HOSTILE = [
    '"acme banco cobro"~100',
    '"a b a b a c"~>100',
    "a*b*c*d*e",
    '"a* *a b*"',
    "url:a*a*a*b",
    "site:*a*a*a*b",
    "author:*a*a*b",
    'raw:"a a a a b"',
    "a aa aaa aaaa OR b",
]


@pytest.mark.parametrize("unit", ["a", "a ", "acme banco ", "ab", "❤", "http://a"])
@pytest.mark.parametrize("query", HOSTILE)
def test_a_megabyte_of_hostile_text_takes_a_moment(query: str, unit: str) -> None:
    """Time grows with the text, never with its square."""
    match = Matcher([Query(query=query), *OTHERS])
    text = unit * (1_000_000 // len(unit))
    mention = Mention(id="1", text=text, url=f"https://{'a' * 300}.com/{'a' * 2000}")
    started = process_time()
    match(mention)
    assert process_time() - started < 10


def test_a_thousand_queries_are_ready_at_once() -> None:
    """A listener to everything starts in a moment."""
    queries = [
        Query(name=str(n), query=f'(brand{n} OR "acme {n}") -"job {n}" lang:es', without=("jobs",))
        for n in range(1000)
    ]
    started = process_time()
    match = Matcher(queries)
    match(Mention(id="1", text="nothing"))
    assert process_time() - started < 5
    assert match(Mention(id="1", text="brand77 y acme 78", language="es")) == ("77", "78")
