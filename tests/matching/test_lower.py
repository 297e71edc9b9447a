"""What sources are asked for a query: always wide enough to miss nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listener.matching import tree_of
from listener.matching.grammar import parse
from listener.matching.lower import Question, asked_of, of_simple, questions
from listener.matching.phrase import Phrase
from listener.matching.tree import Node, Term
from listener.model import Mention, Query
from listener.source import Dialect, load_source
from tests.matching.naive import holds
from tests.matching.trees import fields as some_fields
from tests.matching.trees import nears, phrases, said, terms, trees

ES = frozenset({"es"})
WHOLE = Dialect(either=" OR ", no="-", groups=True, language="lang:{}", languages=ES)
SIGNS = Dialect(either=" OR ", no="-", groups=True, signs=True)
DIALECTS = [
    WHOLE,
    SIGNS,
    Dialect(either=" OR ", no="-", groups=True, longest=30, most=3),
    Dialect(either=" OR ", groups=True, wildcard=True),
    Dialect(either="|"),
    Dialect(either="|", longest=25, most=2),
    Dialect(),
    Dialect(longest=12),
]
# A word with an open end is asked for as it stands where the source knows no wildcard: `narrow`.
closed = phrases.filter(lambda text: not text.endswith("*"))
closed_terms = st.builds(Term, closed, st.booleans())
askable = trees(closed_terms, closed_terms, some_fields, nears())


def finds(question: Question, mention: Mention) -> bool:
    """A source that reads its dialect as it is documented."""
    if not question.ask:
        return any(Phrase(term).within(_folded(mention)) for term in question.terms)
    return holds(parse(question.ask.replace("|", " OR ")), mention)


def _folded(mention: Mention) -> str:
    from listener.matching.phrase import normal

    return normal(mention.body)


@given(said(askable))
@settings(max_examples=300)
def test_a_source_that_knows_phrases_only_misses_nothing(pair: tuple[Node, Mention]) -> None:
    """Every text that matches has one of the phrases asked for."""
    tree, mention = pair
    asked = questions(tree)
    if asked and holds(tree, mention):
        assert any(finds(question, mention) for question in asked)


@given(said(askable), st.sampled_from(DIALECTS))
@settings(max_examples=400)
def test_a_source_with_a_dialect_misses_nothing(
    pair: tuple[Node, Mention], dialect: Dialect
) -> None:
    """Every text that matches is found by one of the questions."""
    tree, mention = pair
    asked = questions(tree, dialect)
    if asked and holds(tree, mention):
        assert any(finds(question, mention) for question in asked)


@given(said(trees(terms, terms, some_fields, nears())), st.sampled_from([None, *DIALECTS]))
@settings(max_examples=300)
def test_what_may_be_missed_is_told(pair: tuple[Node, Mention], dialect: Dialect | None) -> None:
    """Words with an open end are asked for only where nothing better is, and then it is said."""
    tree, mention = pair
    asked = questions(tree, dialect)
    told = any(question.narrow for question in asked)
    if asked and not told and holds(tree, mention):
        assert any(finds(question, mention) for question in asked)


@given(trees(terms, terms, some_fields, nears()), st.sampled_from(DIALECTS))
def test_questions_are_as_long_as_a_source_takes(tree: Node, dialect: Dialect) -> None:
    """And no longer, whatever the query."""
    for question in questions(tree, dialect):
        assert 0 < len(question.ask) <= dialect.longest
        assert question.terms


def asked(query: str, dialect: Dialect | None = None) -> list[str]:
    """What a source of that dialect is asked for."""
    return [each.ask or each.terms[0] for each in questions(tree_of(Query(query=query)), dialect)]


COVERS = [
    ("acme", ["acme"]),
    ("acme banco", ["banco"]),
    ("acme OR banco", ["acme", "banco"]),
    ("(acme OR ácme) (cobro OR comisión OR cargo)", ["acme", "ácme"]),
    ("acme -zorro lang:es", ["acme"]),
    ('"quejas banco"~5', ["quejas"]),
    ('acme* "banco azul"', ["banco azul"]),
    ('"quej* banco"', ["banco"]),
    ("acme*", ["acme*"]),
    ("hashtag:acme", ["#acme"]),
    ("raw:Apple", ["Apple"]),
    ("*bank", []),
    ("lang:es rating:<3", []),
    ("acme OR site:acme.com", []),
]


@pytest.mark.parametrize(("query", "phrases"), COVERS)
def test_a_source_without_a_dialect_is_asked_phrase_by_phrase(
    query: str, phrases: list[str]
) -> None:
    """The fewest phrases, and of as few the longest."""
    assert asked(query) == phrases


WRITTEN = [
    ("acme", ['"acme"']),
    ("acme OR banco", ['"acme" OR "banco"']),
    ("acme (cobro OR cargo)", ['"acme" ("cobro" OR "cargo")']),
    ("(acme uno) OR (banco dos)", ['("acme" "uno") OR ("banco" "dos")']),
    ("acme lang:es", ['"acme" lang:es']),
    ("(acme OR banco) lang:es", ['("acme" OR "banco") lang:es']),
    ('acme -zorro -"looney tunes"', ['"acme" -"zorro" -"looney tunes"']),
    ("acme -(uno OR dos)", ['"acme" -"uno" -"dos"']),
    ("acme -(uno dos)", ['"acme"']),
    ("acme -@zorro -c++ -raw:Apple -zorr*", ['"acme"']),
    ('"banco azul"', ['"banco azul" OR "bancoazul"']),
    ("coca-cola", ['"coca-cola" OR "cocacola"']),
    ('"uno dos"~3 acme', ['"uno" "dos" "acme"']),
    ("acme rating:<3", ['"acme"']),
    ("acme*", ['"acme"']),
    ("acme (caro OR mal*)", ['"acme"']),
]


@pytest.mark.parametrize(("query", "questions"), WRITTEN)
def test_a_source_with_a_dialect_is_asked_the_whole_question(
    query: str, questions: list[str]
) -> None:
    """What it understands is asked for, and no more is refused than we refuse."""
    assert asked(query, WHOLE) == questions


def test_what_is_too_long_is_asked_in_several_questions() -> None:
    """Alternatives are shared out; of what has all to be there, the cheapest is asked for."""
    short = Dialect(either=" OR ", no="-", groups=True, longest=20)
    assert asked("uno OR dos OR tres OR cuatro", short) == ['"uno" OR "dos"', '"tres" OR "cuatro"']
    assert asked("acme (uno OR dos OR tres)", short) == ['"acme"']
    assert asked('"una frase que es muy larga"', short) == ['"una frase que es"']


SIGNED = [
    ("#luna", ["#luna"]),
    ("@claro", ["@claro"]),
    ("#luna OR luna", ['#luna OR "luna"']),
    ("#2026", ['"#2026"']),
    ("@un_nombre_que_es_largo", ['"@un_nombre_que_es_largo"']),
    ('"café luna"', ['"café luna" OR #caféluna OR @cafeluna']),
    ("coca-cola", ['"coca-cola" OR "cocacola" OR #cocacola OR @cocacola']),
]


@pytest.mark.parametrize(("query", "questions"), SIGNED)
def test_tags_and_accounts_are_asked_for_as_such(query: str, questions: list[str]) -> None:
    """In quotes `@claro` may be the everyday word, and each post with that costs money."""
    assert asked(query, SIGNS) == questions


def test_a_hyphen_may_be_left_out_of_a_phrase() -> None:
    """As people do."""
    assert '"cocacola light"' in asked('"coca-cola light"', WHOLE)[0]


def test_a_language_is_asked_for_only_where_the_source_knows_it() -> None:
    """X refuses a question for Galician."""
    assert asked("acme lang:gl", WHOLE) == ['"acme"']


def test_no_sign_of_a_phrase_ends_its_quotes() -> None:
    """A backslash before the last one would."""
    assert asked("acme\\", WHOLE) == ['"acme"']


def test_accents_are_asked_for_both_ways_where_they_matter() -> None:
    """People leave them out."""
    strict = Dialect(either=" OR ", groups=True, folds=False)
    assert asked("pésimo", strict) == ['"pésimo" OR "pesimo"']


def test_words_with_an_open_end_say_what_they_may_miss() -> None:
    """The source finds the beginning as a word of its own only."""
    (question,) = questions(tree_of(Query(query="acme*")), WHOLE)
    assert question.narrow == ("acme*",)
    (question,) = questions(tree_of(Query(query="acme*")), Dialect(wildcard=True))
    assert (question.ask, question.narrow) == ("acme*", ())


def test_plain_lists_are_asked_as_they_always_were() -> None:
    """A phrase a question, as it is written; with all, the longest."""
    assert [q.terms for q in of_simple(Query(any=("acme", "acme*")))] == [("acme",), ("acme*",)]
    assert [q.terms for q in of_simple(Query(all=("acme", "banco azul")))] == [("banco azul",)]


def test_plain_lists_are_put_together_where_asking_is_counted() -> None:
    """X bills what it shows, Hacker News does not."""
    query = Query(any=("acme", "banco"))
    (question,) = asked_of(load_source("x").about, query, tree_of(query))
    assert question.ask == '"acme" OR "banco"'
    each = asked_of(load_source("hackernews").about, query, tree_of(query))
    assert [q.terms for q in each] == [("acme",), ("banco",)]
