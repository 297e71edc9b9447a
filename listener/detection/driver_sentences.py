"""What drives an incident, in a few short sentences."""

from __future__ import annotations

from collections.abc import Callable

from listener.causes import Driver, Drivers
from listener.i18n import Translator
from listener.i18n.formats import number, share
from listener.text import one_line

TERMS = 4
"""Words that are told."""

_LONGEST = 60
_MANY = 3
_GOOD_PART = 3
"""One in so many is worth telling."""

Titles = Callable[[str], str]


def driven_by(drivers: Drivers, t: Translator, title_of: Titles = str) -> str:
    """The words, what must be left out for the alarm to vanish, and whether it is one or many.

    `title_of` says what people call a source. Nothing where nothing is told.
    """
    parts = [*_terms(drivers, t), *_cause(drivers, t, title_of), *_repeated(drivers, t)]
    return " ".join(parts)


def _terms(drivers: Drivers, t: Translator) -> list[str]:
    words = ", ".join(_safe(term.text) for term in drivers.terms[:TERMS])
    return [t("drivers.terms", terms=words)] if words else []


def _cause(drivers: Drivers, t: Translator, title_of: Titles) -> list[str]:
    """The narrowest that clears the alarm; else what stands out most."""
    if not drivers.causes:
        return []
    cause = drivers.causes[0]
    if cause.clears:
        return [t("drivers.clears", what=_what(cause, t, title_of), **_counts(cause, t))]
    if cause.dimension in ("group", "author"):
        return []  # told by how often one text or person comes
    usual = share(t.language, cause.usual_share, 1)
    what = _what(cause, t, title_of)
    return [t("drivers.stands_out", what=what, usual=usual, **_counts(cause, t))]


def _repeated(drivers: Drivers, t: Translator) -> list[str]:
    """One post copied, one person, or many people, as far as it is worth telling."""
    found = {cause.dimension: cause for cause in drivers.causes}
    for dimension in ("group", "author"):
        cause = found.get(dimension)
        if cause is not None and _GOOD_PART * cause.negatives >= cause.of:
            told = cause.clears and cause is drivers.causes[0]
            return [] if told else [t(f"drivers.one_{dimension}", **_counts(cause, t))]
    if drivers.authors < _MANY:
        return []
    figures = {name: number(t.language, getattr(drivers, name)) for name in ("texts", "authors")}
    return [t("drivers.many", **figures)]


def _what(cause: Driver, t: Translator, title_of: Titles) -> str:
    value = title_of(cause.value) if cause.dimension == "source" else cause.value
    return t(f"drivers.{cause.dimension}", value=_safe(value))


def _counts(cause: Driver, t: Translator) -> dict[str, str]:
    return {"count": number(t.language, cause.negatives), "of": number(t.language, cause.of)}


def _safe(text: str) -> str:
    return one_line(text, _LONGEST)
