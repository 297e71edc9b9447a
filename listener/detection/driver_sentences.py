"""What drives an incident, in a few short sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from listener.causes import Dimension, Driver, Drivers
from listener.i18n import Translator
from listener.i18n.formats import number, share
from listener.text import one_line

TERMS = 4
"""Words that are told."""

_LONGEST = 60
_MANY = 3
_GOOD_PART = 3
"""One in so many is worth telling."""

Names = Mapping[Dimension, Callable[[str], str]]
"""What people call a value, by dimension; where there is nothing, the value itself."""

AS_THEY_ARE: Names = MappingProxyType({})


def driven_by(drivers: Drivers, t: Translator, names: Names = AS_THEY_ARE) -> str:
    """The words, what must be left out for the alarm to vanish, and whether it is one or many.

    Nothing where nothing is told.
    """
    parts = [*_terms(drivers, t), *_causes(drivers, t, names), *_repeated(drivers, t)]
    return " ".join(parts)


def _terms(drivers: Drivers, t: Translator) -> list[str]:
    words = ", ".join(_safe(term.text) for term in drivers.terms[:TERMS])
    return [t("drivers.terms", terms=words)] if words else []


def _causes(drivers: Drivers, t: Translator, names: Names) -> list[str]:
    """The narrowest that clears the alarm, else what stands out most; and what it is about."""
    first, *others = drivers.causes or (None,)
    if first is None:
        return []
    about = [each for each in others if each.dimension == "aspect"]
    return [
        *_cause(first, t, names),
        *(told for each in about if _good_part(each) for told in _stands_out(each, t, names)),
    ]


def _cause(cause: Driver, t: Translator, names: Names) -> list[str]:
    if cause.clears:
        return [t("drivers.clears", what=_what(cause, t, names), **_counts(cause, t))]
    if cause.dimension in ("group", "author"):
        return []  # told by how often one text or person comes
    return _stands_out(cause, t, names)


def _stands_out(cause: Driver, t: Translator, names: Names) -> list[str]:
    usual = share(t.language, cause.usual_share, 1)
    what = _what(cause, t, names)
    return [t("drivers.stands_out", what=what, usual=usual, **_counts(cause, t))]


def _repeated(drivers: Drivers, t: Translator) -> list[str]:
    """One post copied, one person, or many people, as far as it is worth telling."""
    found = {cause.dimension: cause for cause in drivers.causes}
    for dimension in ("group", "author"):
        cause = found.get(dimension)
        if cause is not None and _good_part(cause):
            told = cause.clears and cause is drivers.causes[0]
            return [] if told else [t(f"drivers.one_{dimension}", **_counts(cause, t))]
    if drivers.authors < _MANY:
        return []
    figures = {name: number(t.language, getattr(drivers, name)) for name in ("texts", "authors")}
    return [t("drivers.many", **figures)]


def _good_part(cause: Driver) -> bool:
    return _GOOD_PART * cause.negatives >= cause.of


def _what(cause: Driver, t: Translator, names: Names) -> str:
    name = names.get(cause.dimension, str)
    return t(f"drivers.{cause.dimension}", value=_safe(name(cause.value)))


def _counts(cause: Driver, t: Translator) -> dict[str, str]:
    return {"count": number(t.language, cause.negatives), "of": number(t.language, cause.of)}


def _safe(text: str) -> str:
    return one_line(text, _LONGEST)
