"""What mentions speak of that no list has yet, found by yake and counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from listener.sentiment.terms import Terms, named
from listener.text import fold

FEWEST = 3
"""What fewer mentions say is chance."""

_WORD = re.compile(r"[^\W_]+")
_NO_WORDS = re.compile(r"(?:https?://|www\.)\S+|[@#]\w+")


class Suggestion(Struct, frozen=True):
    """A word or two that many mentions hold and no list knows, with one of them."""

    term: str
    mentions: int
    example: str


def suggestions(
    texts: Sequence[str], language: str, known: Terms | None, names: Iterable[str], limit: int
) -> list[Suggestion]:
    """The commonest first; without the brand's own names and without what the lists know."""
    own = {word for name in names for word in _words(name)}
    said = [f" {' '.join(_words(text))} " for text in texts]
    found: dict[str, Suggestion] = {}
    for phrase in _keywords(texts, language, 12 * limit):
        words = _words(phrase)
        term = " ".join(words)
        if term in found or not _is_news(words, own, known):
            continue
        at = [index for index, text in enumerate(said) if f" {term} " in text]
        if len(at) >= FEWEST:
            shortest = min(at, key=lambda index: len(texts[index]))
            found[term] = Suggestion(term, len(at), texts[shortest])
    best = sorted(found.values(), key=lambda each: (-each.mentions, each.term))
    return [each for each in best if not _within(each, best)][:limit]


def _keywords(texts: Sequence[str], language: str, top: int) -> list[str]:
    import yake

    extractor = yake.KeywordExtractor(lan=language, n=2, top=top, dedup_lim=0.9)
    body = "\n".join(_NO_WORDS.sub(" ", text).strip(" .") + "." for text in texts)
    return [phrase for phrase, _ in extractor.extract_keywords(body)] if body else []


def _is_news(words: Sequence[str], own: set[str], known: Terms | None) -> bool:
    if not words or not own.isdisjoint(words) or any(len(word) < 3 for word in words):
        return False
    if any(any(sign.isdigit() for sign in word) for word in words):
        return False
    return known is None or not named(known.read(" ".join(words)))


def _within(each: Suggestion, others: Iterable[Suggestion]) -> bool:
    """Whether two words say it better that are said nearly as often."""
    return any(
        f" {each.term} " in f" {other.term} " and other.mentions * 4 >= each.mentions * 3
        for other in others
        if other.term != each.term
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(_NO_WORDS.sub(" ", text)))
