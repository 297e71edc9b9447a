"""What a text speaks of, how it feels about each, and where on the customer's way it was said.

A text that speaks of one thing feels about it what it feels as a whole. Where it speaks of several,
each is felt by the clauses that name it, and those are scored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from listener.model import Aspect, Label, MentionKind, Sentiment
from listener.sentiment.stages import STAGE, Stage, stage_of
from listener.sentiment.terms import Terms, Token, named

UNLIKELY = 0.1
"""A text that is so unlikely to feel the opposite feels the same about all that it speaks of."""

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


_FELT = ("negative", "positive")
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
    languages = {each.sentiment.language for each in told}
    terms = {language: terms_of(language, among) for language in languages}
    found = [_found(each, terms[each.sentiment.language]) for each in told]
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
_NOTHING: Found = ([], [], None)


def _found(told: Told, terms: Terms | None) -> Found:
    """The aspects of a text, its clauses where they may feel differently, and its stage."""
    if terms is None:
        return _NOTHING
    text = told.text[:READ]
    tokens = terms.read(text)
    hits = named(tokens)
    if not hits and told.kind != "review":
        return _NOTHING
    aspects = [hit for hit in hits if not hit[1].startswith(STAGE)]
    names = list(dict.fromkeys([name for _, name in aspects]))
    stage = stage_of({name for _, name in hits}, told.kind, asks="?" in text)
    if len(names) < 2 or _of_one_mind(told.sentiment) or _together(tokens, aspects):
        return names, [], stage
    clauses = clauses_of(text, terms.places(text), tokens, aspects)
    one = len({clause.names for clause in clauses}) < 2
    return names, [] if one else clauses, stage


def _of_one_mind(sentiment: Sentiment) -> bool:
    """Whether no clause is likely to feel the opposite: scoring them would tell nothing new."""
    negative, positive = sentiment.negative, sentiment.positive
    if negative is None or positive is None:
        return False
    opposite = {"negative": positive, "positive": negative}
    return opposite.get(sentiment.label, max(negative, positive)) < UNLIKELY


def _together(tokens: Sequence[Token], aspects: Sequence[tuple[int, str]]) -> bool:
    """Whether nothing that may part two clauses stands between the first and the last."""
    places = [at for at, _ in aspects]
    return not any(token.breaks for token in tokens[min(places) : max(places) + 1])


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
        sentiment = _with_neighbours(clauses, at, told)
        for name in clause.names:
            before = strongest.get(name)
            if before is None or abs(sentiment.polarity) > abs(before.polarity):
                strongest[name] = sentiment
    return tuple(
        Aspect(name, strongest[name].label, strongest[name].polarity)
        for name in names
        if name in strongest
    )


def _with_neighbours(clauses: Sequence[Clause], at: int, told: Told) -> Sentiment:
    """How a clause feels; "the food" of "the food and the service, excellent" as what follows.

    One that stands in a sentence without any feeling has that of the text.
    """
    own: Clause = clauses[at]
    after = range(at, len(clauses))
    for place in (*after, *range(at - 1, -1, -1)):
        near: Clause = clauses[place]
        if near.sentence == own.sentence and near.sentiment.label in _FELT:
            return near.sentiment
    return replace(told.sentiment, label=told.label) if told.label in _FELT else own.sentiment
