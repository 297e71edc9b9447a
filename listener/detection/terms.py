"""Which words a spike's negatives say, that the brand's usual negatives do not.

By log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words"):
of a word with y1 of n1 occurrences in the window, y2 of n2 usually, a = A0 (y1 + y2) / (n1 + n2),

    delta = log (y1 + a) / (n1 + A0 - y1 - a) - log (y2 + a) / (n2 + A0 - y2 - a)
    z = delta / sqrt(1 / (y1 + a) + 1 / (y2 + a))

An occurrence is a text that says it, however often, and texts that say the same are one text. Words
and pairs of words are reckoned apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import ceil, log, sqrt
from typing import NamedTuple
from zlib import crc32

from listener.causes import Item, Term
from listener.detection.words import Reader, content
from listener.text import fold

A0 = 200.0
"""How firmly a word is believed to be as frequent as in all that the brand's negatives say."""

MOST = 8
"""Terms that are told."""

SAMPLE = 3_000
"""Texts of a window that are read; of more, so many by the luck of their numbers."""

_MIN_COUNT, _OF_FEW = 4, 3
_MIN_SHARE, _MIN_RATIO = 0.05, 1.5
_SURE, _WITNESSES = 3.0, 5 * A0
"""Deviations that make a word sure; with few words that are usual, none gets that far."""

_CARRIES = 0.8
"""A pair is told in place of its word if so much of the word is in the pair."""


class Read(NamedTuple):
    """Texts as the terms that each says; they stand for so many."""

    items: Sequence[Item]
    says: Sequence[frozenset[str]]
    texts: int


class Usual(NamedTuple):
    """How many of so many texts say each term."""

    counts: Mapping[str, int]
    texts: int


def distinct(items: Iterable[Item]) -> list[Item]:
    """The first of each group of copies that says anything, and all that are none."""
    firsts: dict[str | int, Item] = {}
    for item in items:
        same = item.group or item.id
        if same not in firsts or not firsts[same].text:
            firsts[same] = item
    return list(firsts.values())


def read(items: Sequence[Item], reader: Reader) -> Read:
    """Read the texts of a window; of very many a sample. What has no words is left out."""
    items = [item for item in items if item.text]
    some: Sequence[Item] = items
    if len(items) > SAMPLE:
        drawn = {item.id for item in sorted(items, key=lambda item: _luck(item.id))[:SAMPLE]}
        some = [item for item in items if item.id in drawn]
    return Read(some, [reader.terms(each.text, each.language) for each in some], len(items))


def _luck(number: int) -> tuple[int, int]:
    """A place that looks drawn, and is the same each time."""
    return crc32(str(number).encode()), number


def usual(items: Iterable[Item], reader: Reader) -> Usual:
    """What usual negatives say, copies counted once."""
    counts: Counter[str] = Counter()
    texts = [item for item in distinct(items) if item.text]
    for each in texts:
        counts.update(reader.terms(each.text, each.language))
    return Usual(counts, len(texts))


def telling(window: Read, before: Usual, reader: Reader) -> dict[str, Term]:
    """The terms that set the window apart, folded and as told, the surest first; at most eight.

    One is said by four texts at least (by a third of them where there are fewer than twelve), by
    one in twenty, and half as often again as usual. Where the brand has no usual negatives, those
    that most say.
    """
    counts = Counter(term for terms in window.says for term in terms)
    often = _often(counts, len(window.says))
    sure = _z(often, counts, before.counts)
    if before.texts:
        least = _sure(before)
        often = [term for term in often if sure[term] >= least]
        often = [term for term in often if counts[term] >= _more(term, window, before)]
    often.sort(key=lambda term: (-sure[term], -counts[term], _place(term, window), term))
    return {
        term: Term(
            text=reader.spelling(term, window.items),
            count=round(window.texts * counts[term] / len(window.says)),
            share=round(counts[term] / len(window.says), 4),
            usual_share=round(_share(term, before), 4),
            z=round(sure[term], 2),
        )
        for term in _without_repeats(often, counts)[:MOST]
    }


def _often(counts: Mapping[str, int], texts: int) -> list[str]:
    least = min(_MIN_COUNT, max(2, ceil(texts / _OF_FEW)))
    return [term for term, n in counts.items() if n >= max(least, _MIN_SHARE * texts)]


def _sure(before: Usual) -> float:
    """How sure a word has to be: three deviations, as far as what is usual can bear witness.

    On real reviews the surest of the words that a random window happens to say lies just there,
    after eight usual texts, after forty, and after six hundred.
    """
    words = _total(before.counts, pairs=False)
    return _SURE * sqrt(words / (words + _WITNESSES))


def _more(term: str, window: Read, before: Usual) -> float:
    """So many texts would be half as many again as usual."""
    return _MIN_RATIO * len(window.says) * _share(term, before)


def _share(term: str, before: Usual) -> float:
    return before.counts.get(term, 0) / before.texts if before.texts else 0.0


def _place(term: str, window: Read) -> tuple[int, int]:
    """Where it is said first: of what is equally telling, people say one thing after another."""
    first = next(place for place, says in enumerate(window.says) if term in says)
    return first, fold(window.items[first].text).find(term.partition(" ")[0])


def _z(
    often: Iterable[str], counts: Mapping[str, int], before: Mapping[str, int]
) -> dict[str, float]:
    totals = {pair: (_total(counts, pair), _total(before, pair)) for pair in (False, True)}
    return {
        term: _log_odds(counts[term], before.get(term, 0), *totals[" " in term]) for term in often
    }


def _total(counts: Mapping[str, int], pairs: bool) -> int:
    return sum(n for term, n in counts.items() if (" " in term) == pairs)


def _log_odds(y1: int, y2: int, n1: int, n2: int) -> float:
    prior = A0 * (y1 + y2) / (n1 + n2)
    one, other = y1 + prior, y2 + prior
    # Where nothing else is ever said there is nothing to compare with.
    rest, other_rest = n1 + A0 - one, n2 + A0 - other
    if rest <= 0 or other_rest <= 0:
        return 0.0
    return (log(one / rest) - log(other / other_rest)) / sqrt(1 / one + 1 / other)


def _without_repeats(ordered: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """A pair or its word, not both; a word once, not its plural as well."""
    pairs = [term for term in ordered if " " in term and _carried(term, counts)]
    chosen: dict[str, tuple[str, ...]] = {}
    covered: set[str] = set()
    for pair in pairs:
        words = content(pair)
        if covered.isdisjoint(words):
            chosen[pair] = words
            covered.update(word for word in words if _of(pair, word, counts) >= _CARRIES)
    told: list[str] = []
    for term in ordered:
        alone = " " not in term and term not in covered
        if (term in chosen or alone) and not any(_plural(term, other) for other in told):
            told.append(term)
    return told


def _carried(pair: str, counts: Mapping[str, int]) -> bool:
    return any(_of(pair, word, counts) >= _CARRIES for word in content(pair))


def _of(pair: str, word: str, counts: Mapping[str, int]) -> float:
    """The part of a word's texts that say it within the pair; a number is told in a pair only."""
    return counts[pair] / counts[word] if word in counts else 1.0


def _plural(one: str, other: str) -> bool:
    pairs = [
        sorted(words, key=len) for words in zip(one.split(" "), other.split(" "), strict=False)
    ]
    same_length = one.count(" ") == other.count(" ")
    return same_length and all(long in (short, f"{short}s", f"{short}es") for short, long in pairs)
