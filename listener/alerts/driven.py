"""What drives an incident, as a short list, and what must be taken away for it to vanish. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from listener.causes import Driver, Drivers
from listener.i18n import Translator
from listener.i18n.formats import country, language, number, percent
from listener.source import title_of
from listener.text import one_line

TERMS = 5
"""Words that are listed."""

_GOOD_PART = 3
"""One in so many is worth a subject."""

_CROWD = 3
"""A word that fewer say is not what it is about."""

Naming = Callable[[str], str]
"""What people call a subject that mentions speak of."""


def listed(found: Drivers, t: Translator, topic: Naming = str) -> Iterator[tuple[str, str]]:
    """Words, then what they have in common, then whether it is one text, one person or many."""
    words = ", ".join(_said(term.text, term.count, t) for term in found.terms[:TERMS])
    if words:
        yield t("alerts.terms"), words
    for cause in found.causes:
        if cause.dimension not in ("group", "author"):
            yield t(f"alerts.by_{cause.dimension}"), _cause(cause, t, topic)
    yield from _whose(found, t)


def main_topic(found: Drivers, t: Translator, topic: Naming = str) -> str:
    """What most of it is about, in a word or two; nothing where it is about this and that."""
    copies = next((each for each in found.causes if each.dimension == "group"), None)
    if copies is not None and copies.clears and _good_part(copies):
        return t("alerts.one_text", n=number(t.language, copies.negatives))
    for term in found.terms[:1]:
        if term.count >= _CROWD and _GOOD_PART * term.count >= found.texts:
            return one_line(term.text, 30)
    for cause in found.causes:
        if cause.dimension in ("aspect", "version") and _good_part(cause):
            name = value(cause, t, topic)
            return name if cause.dimension == "aspect" else t("card.version", version=name)
    return ""


def value(cause: Driver, t: Translator, topic: Naming = str) -> str:
    """What people call what they have in common."""
    name = cause.value
    if cause.dimension == "source":
        name = title_of(name)
    elif cause.dimension == "aspect":
        name = topic(name)
    elif cause.dimension == "country":
        name = country(t.language, name) or name
    elif cause.dimension == "language":
        name = language(t.language, name) or name
    return one_line(name, 60)


def _said(text: str, count: int, t: Translator) -> str:
    return f"{one_line(text, 40)} ({number(t.language, count)})"


def _cause(cause: Driver, t: Translator, topic: Naming) -> str:
    figures = {
        "value": value(cause, t, topic),
        "count": number(t.language, cause.negatives),
        "of": number(t.language, cause.of),
        "usual": percent(t.language, cause.usual_share),
    }
    said = t("alerts.cause", **figures)
    return t("alerts.clears", said=said) if cause.clears else said


def _whose(found: Drivers, t: Translator) -> Iterator[tuple[str, str]]:
    """One post copied, one person, or many people."""
    causes = {cause.dimension: cause for cause in found.causes}
    for dimension in ("group", "author"):
        cause = causes.get(dimension)
        if cause is not None:
            figures = {
                "n": number(t.language, cause.negatives),
                "of": number(t.language, cause.of),
            }
            said = t(f"alerts.of_one_{dimension}", **figures)
            yield (
                t(f"alerts.by_{dimension}"),
                t("alerts.clears", said=said) if cause.clears else said,
            )
    if found.authors:
        people = t("alerts.people", n=number(t.language, found.authors))
        texts = t("alerts.texts", n=number(t.language, found.texts))
        yield t("alerts.who"), t("alerts.texts_of", texts=texts, people=people)


def _good_part(cause: Driver) -> bool:
    return _GOOD_PART * cause.negatives >= cause.of
