"""The plain part of an alert mail."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from listener.alerts.letter import Letter
from listener.card import card_lines
from listener.i18n import Translator

WIDTH = 72


def text(letter: Letter, t: Translator) -> str:
    """The alert as lines of at most 72 columns, addresses and the command excepted."""
    return "\n".join(_lines(letter, t)) + "\n"


def _lines(letter: Letter, t: Translator) -> Iterator[str]:
    yield from wrap(letter.lead, WIDTH)
    yield from wrap(letter.reason, WIDTH)
    yield from wrap(letter.drivers, WIDTH)
    yield ""
    wide = max(len(label) for label, _ in letter.facts)
    for label, value in letter.facts:
        yield from wrap(f"{label:<{wide}}  {value}", WIDTH, subsequent_indent=" " * (wide + 2))
    if letter.worst:
        yield from ("", t("alerts.worst").upper())
        for place, card in enumerate(letter.worst, 1):
            yield ""
            yield from card_lines(card, place, WIDTH)
    yield from ("", t("alerts.more"), *(f"    {command}" for command in letter.commands))
    yield from ("", t("alerts.unknown").upper())
    for doubt in letter.unknown:
        yield from wrap(f"- {doubt}", WIDTH, subsequent_indent="  ")
    # "-- " opens a signature, which mail programs fold away: RFC 3676, section 4.3.
    yield from ("", "-- ", *wrap(t("alerts.foot"), WIDTH))
