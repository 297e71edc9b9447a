"""The plain part of an alert mail: it says all that the other says, pictures in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from listener.alerts.letter import Chapter, Deed, Letter
from listener.card import card_lines
from listener.i18n import Translator
from listener.severity import GRAVEST

WIDTH = 72


def text(letter: Letter, t: Translator) -> str:
    """The alert as lines of at most 72 columns, addresses and commands excepted."""
    return "\n".join(_lines(letter, t)) + "\n"


def _lines(letter: Letter, t: Translator) -> Iterator[str]:
    first, *others = letter.chapters
    yield from wrap(first.sentence, WIDTH)
    yield from _told(first)
    yield from (line for other in letter.others for line in wrap(other, WIDTH))
    yield from _to_do(first.deeds, t)
    yield from _rest(first, t)
    for chapter in others:
        yield from ("", "-" * WIDTH, "")
        yield from _told(chapter)
        yield from _to_do(chapter.deeds, t)
        yield from _rest(chapter, t)
        if chapter.explained:
            yield from ("", f"    {chapter.explained}")
    yield from _end(letter, t)


def _told(chapter: Chapter) -> Iterator[str]:
    """The figure, how grave, what it is about, who is at it."""
    bar = "■" * chapter.severity + "□" * (GRAVEST - chapter.severity)
    graded = f"{bar} {chapter.severity_said}" if chapter.severity else ""
    for line in (chapter.figures, graded, chapter.about, chapter.attended):
        yield from wrap(line, WIDTH)


def _to_do(deeds: Sequence[Deed], t: Translator) -> Iterator[str]:
    """What can be done: where to click, else what to type."""
    offered = [deed for deed in deeds if not deed.judges]
    if offered:
        yield from ("", t("alerts.what_to_do").upper(), *_deeds(offered))


def _judged(deeds: Sequence[Deed], t: Translator) -> Iterator[str]:
    """Last, whether the alert was worth it."""
    offered = [deed for deed in deeds if deed.judges]
    if offered:
        yield from ("", t("alerts.was_it_useful").upper(), *_deeds(offered))


def _deeds(deeds: Sequence[Deed]) -> Iterator[str]:
    for deed in deeds:
        yield from wrap(f"- {deed.label}:", WIDTH, subsequent_indent="  ")
        yield f"    {deed.url or deed.command}"


def _rest(chapter: Chapter, t: Translator) -> Iterator[str]:
    """All that backs it up."""
    if chapter.reason:
        yield from ("", *wrap(chapter.reason, WIDTH))
    if chapter.picture:
        yield from ("", *wrap(chapter.picture.alt, WIDTH))
    yield from _listed("drivers", chapter.drivers, t)
    yield from _listed("children", chapter.children, t)
    if chapter.worst:
        yield from ("", t("alerts.worst").upper())
        for place, card in enumerate(chapter.worst, 1):
            yield ""
            yield from card_lines(card, place, WIDTH)
    if chapter.left_out:
        yield from ("", *wrap(chapter.left_out, WIDTH))
    if chapter.facts:
        yield from ("", t("alerts.figures_title").upper())
        yield from _facts(chapter.facts)
    yield from _judged(chapter.deeds, t)


def _listed(name: str, rows: Sequence[tuple[str, str]], t: Translator) -> Iterator[str]:
    if rows:
        yield from ("", t(f"alerts.{name}").upper())
        for label, value in rows:
            yield from wrap(f"- {label}: {value}", WIDTH, subsequent_indent="  ")


def _facts(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    wide = max(len(label) for label, _ in rows)
    for label, value in rows:
        yield from wrap(f"{label:<{wide}}  {value}", WIDTH, subsequent_indent=" " * (wide + 2))


def _end(letter: Letter, t: Translator) -> Iterator[str]:
    if letter.unknown:
        yield from ("", t("alerts.unknown").upper(), *_bullets(letter.unknown))
    if letter.commands:
        yield from ("", t("alerts.more").upper())
        for said, command in letter.commands:
            yield from (*wrap(f"- {said}", WIDTH, subsequent_indent="  "), f"    {command}")
    if letter.foot:
        # "-- " opens a signature, which mail programs fold away: RFC 3676, section 4.3.
        yield from ("", "-- ", *wrap(letter.foot, WIDTH))


def _bullets(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from wrap(f"- {line}", WIDTH, subsequent_indent="  ")
