"""English: the same four values as the library, for every text."""

from __future__ import annotations

import json
import os
from itertools import product
from pathlib import Path

import pytest
import vaderSentiment.vaderSentiment as library  # noqa: N813 - the library is so named
from hypothesis import given, settings
from hypothesis import strategies as st

from listener.sentiment.english import Vader, vader

ANALYZER = library.SentimentIntensityAnalyzer()
SHARED = Path(os.environ.get("LISTENER_SHARED", Path(__file__).parents[3] / "shared"))

OWN = """
The parcel arrived late but the support team was GREAT!!!
Never so happy. never this bad, not very good at all
Without doubt the best bank; without a doubt terrible, without any doubt fine
It was the least helpful call, at least honest, the very least good, least bad
kind of good, kind of bad, sort of nice, just enough love, the kind of love
no good, no problem, no or good, no nor nice, no
That app is the shit, the bomb, bad ass, to die for, a kiss of death, yeah right, bus stop love
I don't like it, isn't GOOD, wasn't that great, can't complain, ain't bad, don'ts good
VERY bad, SO good, BARELY ok, this SO GREAT, so so this good
but good but bad but but great but
😀 good 😡bad 💔 ❤️ 👍👍 love😍hate :) :( :D ;-) >:( <3 </3 XD
GREAT. ALL CAPS TERRIBLE? what?? why??? how????? !!!!!!
"quoted" (good) *bad* good, good; good. 'bad' ...great... ::sad::
""".strip().splitlines()

WORDS = [
    *"no not never so this very SO but least at without doubt kind of sort isn't good GOOD".split(),
    *"bad great terrible love Love the shit bomb yeah right or nor bus stop ass die for to".split(),
    *"uber barely kinda 😀 💔 :) :D ! ?? !!! hand wish heart beating word".split(),
]


def assert_same(text: str) -> None:
    """All four values, and the short way to the compound one."""
    theirs = ANALYZER.polarity_scores(text)
    assert vader().values(text)._asdict() == theirs, text
    assert vader().compound(text) == theirs["compound"], text


@pytest.mark.parametrize("text", OWN)
def test_our_sentences_score_as_in_the_library(text: str) -> None:
    """Boosters, negations, idioms, capitals, `but`, emoji, punctuation."""
    assert_same(text)


def test_every_three_words_before_a_valued_one_score_as_in_the_library() -> None:
    """All modifiers in all orders: some ten thousand texts."""
    some = "no not never so this VERY least without doubt kind of word good but".split()
    for before in product(some, repeat=3):
        for last in ("good", "BAD", "shit", "ass"):
            assert_same(" ".join((*before, last, "day")))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_words_score_as_in_the_library(text: str) -> None:
    """Words of the rules in any order."""
    assert_same(text)


@settings(max_examples=400, deadline=None)
@given(st.text(st.characters(codec=None)))
def test_any_text_scores_as_in_the_library(text: str) -> None:
    """Whatever strangers write."""
    assert_same(text)


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from("good bad!?'.BUT no😀❤️:)\n\t\u00a0"), max_size=60))
def test_any_glued_signs_score_as_in_the_library(text: str) -> None:
    """Emoji beside letters, punctuation and blanks of all kinds."""
    assert_same(text)


def test_forgetting_words_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """When too many words are remembered it begins anew, mid-stream."""
    monkeypatch.setattr("listener.sentiment.english.CACHED_WORDS", 3)
    reader = Vader()
    for text in OWN * 2:
        assert reader.values(text)._asdict() == ANALYZER.polarity_scores(text)


def test_labelled_texts_score_as_in_the_library() -> None:
    """26,000 tweets, reviews and articles in nine languages."""
    files = sorted((SHARED / "eval" / "sentiment").glob("*.jsonl"))
    if not files:
        pytest.skip("the labelled texts of ../shared are not here")
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            assert_same(json.loads(line)["text"])
