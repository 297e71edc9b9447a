"""Matching: which texts are mentions of a brand."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listener.matching import Matcher
from listener.matching.phrase import Phrase, normal
from listener.model import Mention, Query

FOUND = [
    ("acme", "ACME's new app"),
    ("acme", "#acme!"),
    ("acme", "thanks @Acme."),
    ("acme", "pre-acme"),
    ("acme", "Acme™ es lo peor"),
    ("acme", "acme_bank"),
    ("pésimo", "PESIMO día"),
    ("Banco Ñandú", "banco nandu"),
    ("Acme Bank", "acme \n bank"),
    ("acme bank", "Acme-Bank"),
    ("acme bank", "ya no uso #AcmeBank"),
    ("coca-cola", "cocacola"),
    ("coca-cola", "Coca Cola"),
    ("domino's", "Domino’s"),
    ("domino's", "dominos"),
    ("¿qué tal?", "que tal"),
    ("acme*", "acmeología"),
    ("acme*", "acme"),
    ("❤️", "I ❤ it"),
    ("👍", "ok👍🏽"),
    ("acme ❤", "acme❤️"),
    ("東京", "私は東京に"),
    ("ガス", "ガス会社"),
    ("삼성", "삼성이"),
    ("iPhone", "アップルのiPhoneは"),
    ("disney+", "Disney+ va mal"),
    ("C++", "uso C++."),
    ("@claro", "gracias @Claro!"),
    ("AT&T", "at&t otra vez"),
    ("!!!", "ay!!!"),
]
NOT_FOUND = [
    ("acme", "acmeology"),
    ("acme", "xacme"),
    ("acme", ""),
    ("acme bank", "acme the bank"),
    ("acme bank", "acmebank"),
    ("@claro", "claro que sí"),
    ("disney+", "disney world"),
    ("C++", "vitamina C"),
    ("*", "anything"),
]


def said(text: str) -> Mention:
    """A mention that says this."""
    return Mention(id="1", text=text)


@pytest.mark.parametrize(("phrase", "text"), FOUND)
def test_a_phrase_is_found_as_people_write_it(phrase: str, text: str) -> None:
    """Case, accents, signs and scripts without spaces do not hide a phrase."""
    assert Matcher([Query(any=(phrase,))])(said(text)) == ("main",)


@pytest.mark.parametrize(("phrase", "text"), NOT_FOUND)
def test_a_part_of_a_word_is_no_mention(phrase: str, text: str) -> None:
    """A phrase is found word by word, and signs that mean something must be there."""
    assert Matcher([Query(any=(phrase,))])(said(text)) == ()


def test_any_all_and_exclude_work_together() -> None:
    """One of any, every one of all, and none of exclude."""
    match = Matcher([Query(any=("acme", "acmé bank"), all=("app",), exclude=("looney tunes",))])
    assert match(said("La app de Acme")) == ("main",)
    assert match(said("Acme abre tienda")) == ()
    assert match(said("La app de Acme, de los Looney Tunes")) == ()


def test_every_matching_query_is_named_in_order() -> None:
    """A text may be of several queries."""
    match = Matcher([Query(name="b", any=("acme",)), Query(name="a", all=("acme", "bank"))])
    assert match(said("Acme Bank")) == ("b", "a")
    assert match(said("Acme")) == ("b",)


def test_without_phrases_nothing_matches() -> None:
    """No queries, or a query that only excludes, match no text."""
    assert Matcher([])(said("acme")) == ()
    assert Matcher([Query(exclude=("acme",))])(said("other")) == ()


@pytest.mark.parametrize("unit", ["acme ", "a ", "acme  !! ", "❤", "acme ❤ ", "acme" + " " * 400])
@pytest.mark.parametrize("phrase", ["acme bank", "a a a a a b", "❤❤x", "acme ❤ ❤ x", "acme*"])
def test_a_megabyte_of_text_takes_a_moment(unit: str, phrase: str) -> None:
    """Time grows with the text, never with its square."""
    text = normal(unit * (1_000_000 // len(unit)))
    compiled = Phrase(phrase)
    started = process_time()
    compiled.within(text)
    assert process_time() - started < 5


@given(st.text(), st.text())
def test_no_phrase_and_no_text_is_an_error(phrase: str, text: str) -> None:
    """Whatever strangers write, the answer is yes or no."""
    Matcher([Query(any=(phrase,))])(said(text))


@given(st.from_regex(r"[a-zñáé]{1,8}( [a-zñáé]{1,8}){0,3}", fullmatch=True), st.text(), st.text())
def test_a_phrase_between_blanks_is_always_found(phrase: str, before: str, after: str) -> None:
    """Nothing around a phrase hides it."""
    assert Matcher([Query(any=(phrase,))])(said(f"{before} {phrase} {after}"))
