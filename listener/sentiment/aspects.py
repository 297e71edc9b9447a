"""What a text speaks of, how it feels about each, and where on the customer's way it was said.

A text that speaks of one thing feels about it what it feels as a whole. Where it speaks of several,
each is felt by the clauses that name it, and those are scored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from listener.model import Aspect, Label, MentionKind, Sentiment
from listener.sentiment.stages import STAGE, Stage, stage_of
from listener.sentiment.terms import Terms, Token, named

READ = 5_000
"""So many characters of a text are read: what is longer has named it by then."""

TermsOf = Callable[[str, Sequence[str]], Terms | None]
"""The terms for a text of a language, where others are expected; None where there are none."""

Score = Callable[[Sequence[str], str], list[Sentiment]]
"""Clauses of a language → how they feel."""


class Told(Struct, frozen=True, kw_only=True):
    """What is known of a text: its kind, how it feels as a whole, and the label that counts."""

    text: str
    kind: MentionKind
    sentiment: Sentiment
    label: Label


class Spoken(Struct, frozen=True):
    """What a text speaks of, and on which stage of the customer's way."""

    aspects: tuple[Aspect, ...] = ()
    stage: Stage | None = None


_UNFELT = Sentiment(label="unknown")


class Clause(Struct):
    """A piece of a text between two joints: what it names, and how it feels once it is scored."""

    text: str
    sentence: int
    names: tuple[str, ...]
    sentiment: Sentiment = _UNFELT


def spoken_of(
    told: Sequence[Told], terms_of: TermsOf, among: Sequence[str], score: Score
) -> list[Spoken]:
    """What each text speaks of, in order; the clauses of all texts are scored at once."""
    found = [_found(each, terms_of, among) for each in told]
    waiting: dict[str, list[Clause]] = {}
    for each, (_, clauses, _) in zip(told, found, strict=True):
        waiting.setdefault(each.sentiment.language, []).extend(clauses)
    for language, clauses in waiting.items():
        if clauses:
            scored = score([clause.text for clause in clauses], language)
            for clause, sentiment in zip(clauses, scored, strict=True):
                clause.sentiment = sentiment
    return [
        Spoken(_felt(each, names, clauses), stage)
        for each, (names, clauses, stage) in zip(told, found, strict=True)
    ]


Found = tuple[list[str], list[Clause], Stage | None]


def _found(told: Told, terms_of: TermsOf, among: Sequence[str]) -> Found:
    """The aspects of a text, its clauses where they may feel differently, and its stage."""
    terms = terms_of(told.sentiment.language, among)
    if terms is None:
        return [], [], None
    text = told.text[:READ]
    tokens = terms.read(text)
    hits = named(tokens)
    aspects = [(at, name) for at, name in hits if not name.startswith(STAGE)]
    names = list(dict.fromkeys(name for _, name in aspects))
    asks = any(token.word == "?" for token in tokens)
    stage = stage_of({name for _, name in hits}, told.kind, asks=asks)
    if len(names) < 2:
        return names, [], stage
    clauses = clauses_of(text, terms.places(text), tokens, aspects)
    one = len({clause.names for clause in clauses}) < 2
    return names, [] if one else clauses, stage


def clauses_of(
    text: str, places: Sequence[int], tokens: Sequence[Token], aspects: Iterable[tuple[int, str]]
) -> list[Clause]:
    """The clauses of a text that name anything, each with those beside it that name nothing."""
    by_place: dict[int, list[str]] = {}
    for at, name in aspects:
        by_place.setdefault(at, []).append(name)
    clauses: list[Clause] = []
    leading, begins = 0, 0
    for first, last, sentence in _pieces(tokens):
        names = tuple(sorted({n for at in range(first, last) for n in by_place.get(at, ())}))
        ends = places[last] if last < len(places) else len(text)
        own = [clause for clause in clauses[-1:] if clause.sentence == sentence]
        if sentence != leading:
            leading, begins = sentence, places[first]
        if not names and not own:
            continue
        if own and (not names or names == own[0].names):
            own[0].text += text[places[first] : ends]
        else:
            start = places[first] if own else begins
            clauses.append(Clause(text[start:ends], sentence, names))
    return clauses


def _pieces(tokens: Sequence[Token]) -> Iterable[tuple[int, int, int]]:
    """From which token to which each piece reaches, and in which sentence it stands."""
    first, sentence = 0, 1
    for at, token in enumerate(tokens):
        if not token.breaks or at == first:
            continue
        after = at if token.breaks == "joint" else at + 1
        yield first, after, sentence
        first = after
        sentence += token.breaks == "end"
    if first < len(tokens):
        yield first, len(tokens), sentence


def _felt(told: Told, names: Sequence[str], clauses: Sequence[Clause]) -> tuple[Aspect, ...]:
    """Each aspect as its clauses feel; as the text does, where they are not to be told apart."""
    if not clauses:
        return tuple(Aspect(name, told.label, told.sentiment.polarity) for name in names)
    strongest: dict[str, Sentiment] = {}
    for at, clause in enumerate(clauses):
        sentiment = _with_neighbours(clauses, at)
        for name in clause.names:
            before = strongest.get(name)
            if before is None or abs(sentiment.polarity) > abs(before.polarity):
                strongest[name] = sentiment
    return tuple(
        Aspect(name, strongest[name].label, strongest[name].polarity)
        for name in names
        if name in strongest
    )


def _with_neighbours(clauses: Sequence[Clause], at: int) -> Sentiment:
    """How a clause feels; "the food" of "the food and the service, excellent" as what follows."""
    own: Clause = clauses[at]
    after = range(at, len(clauses))
    for place in (*after, *range(at - 1, -1, -1)):
        near: Clause = clauses[place]
        if near.sentence == own.sentence and near.sentiment.label in ("negative", "positive"):
            return near.sentiment
    return own.sentiment
