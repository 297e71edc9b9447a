"""A digest for an 80-column terminal or the plain part of a mail. Standard library only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from listener.card import card_lines
from listener.digest.figures import Figure
from listener.digest.view import ASPECTS, SOURCES, Section, Spike, View
from listener.i18n import Translator

WIDTH = 80


def text(view: View, t: Translator) -> str:
    """The digest as lines of at most 80 columns, addresses excepted."""
    lines = [*_heading(view.title, "═"), *_wrapped(view.headline)]
    for section in view.full:
        lines += ["", *_section(section, t)]
    if view.brief:
        lines += ["", *_heading(t("digest.quiet_brands"), "─")]
        for section in view.brief:
            lines += _wrapped(f"{section.name}: {section.line}", "  ")
    return "\n".join(lines) + "\n"


def _section(section: Section, t: Translator) -> Iterator[str]:
    yield from _heading(section.name, "─")
    yield from _wrapped(section.period)
    yield from _spikes(t("digest.spikes"), section.spikes)
    yield from _spikes(t("digest.past"), section.past)
    yield from _titled(t("digest.figures"))
    yield from _figures(section.figures)
    yield from _wrapped(section.undated, "  ")
    yield from _wrapped(section.hidden, "  ")
    yield from _wrapped(section.week, "  ")
    for line in section.measured:
        yield from _wrapped(line, "  ")
    if section.sources:
        yield from _titled(t("digest.by_source"))
        yield from _columns(SOURCES, section.sources, t)
    if section.aspects:
        yield from _titled(t("digest.aspects"))
        yield from _columns(ASPECTS, section.aspects, t)
    if section.worst:
        yield from _titled(t("digest.worst"))
        for place, card in enumerate(section.worst, 1):
            yield from card_lines(card, place, WIDTH)
    yield from _titled(t("digest.coverage"))
    yield from _wrapped(section.no_coverage, "  ")
    for watch in section.coverage:
        yield from _wrapped(f"{watch.mark} {watch.name}: {watch.words}", "  ", "    ")


def _spikes(title: str, spikes: Sequence[Spike]) -> Iterator[str]:
    if spikes:
        yield from _titled(title)
    for spike in spikes:
        yield from _wrapped(f"{'▲' if spike.is_open else '▽'} {spike.heading}", "  ", "    ")
        yield from _wrapped(spike.reason, "    ")
        yield f"    {spike.command}"


def _figures(figures: Sequence[Figure]) -> Iterator[str]:
    label, value, change, before = (
        max(len(getattr(figure, name)) for figure in figures)
        for name in ("label", "value", "change", "before")
    )
    for f in figures:
        row = (
            f"  {f.label:<{label}}  {f.value:>{value}}  {f.change:<{change}}  {f.before:<{before}}"
        )
        if len(row) + 2 + len(f.note) <= WIDTH:
            yield f"{row}  {f.note}".rstrip()
        else:
            yield row.rstrip()
            yield from _wrapped(f.note, "    ")


def _columns(
    names: Sequence[str], cells: Sequence[tuple[str, ...]], t: Translator
) -> Iterator[str]:
    rows = [tuple(t(f"digest.{name}") for name in names), *cells]
    wide = [max(len(row[column]) for row in rows) for column in range(len(names))]
    for row in rows:
        first, *others = (cell.rjust(width) for cell, width in zip(row, wide, strict=True))
        yield "  " + "  ".join([row[0].ljust(len(first)), *others])


def _titled(title: str) -> Iterator[str]:
    yield ""
    yield title.upper()


def _heading(title: str, line: str) -> list[str]:
    return [*_wrapped(title), line * min(WIDTH, len(title))]


def _wrapped(text: str, indent: str = "", hanging: str | None = None) -> list[str]:
    after = indent if hanging is None else hanging
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=after)
