"""A digest in Markdown: for a wiki, an issue, a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from listener.card import Card
from listener.digest.view import ASPECTS, SOURCES, Section, Spike, View
from listener.i18n import Translator

# A colon or a dot means something only where it would make a bare address into a link.
_MEANING = re.compile(r"([\\`*_{}\[\]#|~@]|:(?=//)|(?<=www)\.)", re.IGNORECASE)


def markdown(view: View, t: Translator) -> str:
    """The digest in Markdown; what strangers wrote stays text, whatever it looks like."""
    lines = [f"# {escaped(view.title)}", "", escaped(view.headline)]
    for section in view.full:
        lines += ["", *_section(section, t)]
    if view.brief:
        lines += ["", f"## {escaped(t('digest.quiet_brands'))}", ""]
        lines += [f"- **{escaped(s.name)}**: {escaped(s.line)}" for s in view.brief]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """The text with every sign escaped that means something to Markdown or to HTML."""
    return escape(_MEANING.sub(r"\\\1", text), quote=False)


def _section(section: Section, t: Translator) -> Iterator[str]:
    yield from (f"## {escaped(section.name)}", "", f"*{escaped(section.period)}*")
    yield from _spikes(t("digest.spikes"), section.spikes)
    yield from _spikes(t("digest.past"), section.past)
    yield from ("", f"### {escaped(t('digest.figures'))}", "")
    yield from _table(
        ("", "", "", "", ""),
        [(f.label, f.value, f.change, f.before, f.note) for f in section.figures],
    )
    if section.undated:
        yield from ("", escaped(section.undated))
    if section.hidden:
        yield from ("", escaped(section.hidden))
    if section.week:
        yield from ("", escaped(section.week))
    for line in section.measured:
        yield from ("", escaped(line))
    yield from _columns("by_source", SOURCES, section.sources, t)
    yield from _columns("aspects", ASPECTS, section.aspects, t)
    if section.worst:
        yield from ("", f"### {escaped(t('digest.worst'))}", "")
        yield from (_card(place, card) for place, card in enumerate(section.worst, 1))
    yield from ("", f"### {escaped(t('digest.coverage'))}", "")
    if section.no_coverage:
        yield escaped(section.no_coverage)
    for watch in section.coverage:
        yield f"- {watch.mark} **{escaped(watch.name)}**: {escaped(watch.words)}"


def _spikes(title: str, spikes: Sequence[Spike]) -> Iterator[str]:
    if spikes:
        yield from ("", f"### {escaped(title)}", "")
    for spike in spikes:
        yield f"- **{escaped(spike.heading)}**: {escaped(spike.reason)} `{spike.command}`"


def _columns(
    title: str, names: Sequence[str], cells: Sequence[tuple[str, ...]], t: Translator
) -> Iterator[str]:
    if cells:
        yield from ("", f"### {escaped(t(f'digest.{title}'))}", "")
        yield from _table(tuple(t(f"digest.{name}") for name in names), list(cells))


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield _row(head)
    yield "|---|--:|--:|--:|---|"
    yield from map(_row, rows)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"


def _card(place: int, card: Card) -> str:
    about = escaped(f"{card.stars} {card.about}".strip())
    linked = f"[{about}](<{card.url.translate(_IN_ANGLES)}>)" if card.url else about
    answer = f" *{escaped(card.answer_said)}* `{card.answer}`" if card.answer else ""
    return f"{place}. {linked} · {escaped(card.number)}: {escaped(card.text)}{answer}"


# Inside `<...>` a Markdown address ends at these: https://spec.commonmark.org/0.31.2/#links
_IN_ANGLES = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C"})
