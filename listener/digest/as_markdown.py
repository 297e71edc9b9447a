"""A digest in Markdown: for a wiki, an issue, a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from listener.card import Card
from listener.digest.blocks import Block, Cards, Line, Lines, Page, Paragraph, Spike, Table, View
from listener.i18n import Translator

# A colon or a dot means something only where it would make a bare address into a link.
_MEANING = re.compile(r"([\\`*_{}\[\]#|~@]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_SIDES = {"name": "---", "number": "--:", "words": "---"}


def markdown(view: View, t: Translator) -> str:
    """The digest in Markdown; what strangers wrote stays text, whatever it looks like."""
    lines = [f"# {escaped(view.title)}", "", escaped(view.headline)]
    for page in view.full:
        lines += ["", *_page(page)]
    lines += _listed(t("digest.other_brands"), view.rest, commanded=True)
    lines += _listed(t("digest.quiet_brands"), view.brief)
    if view.full:
        lines += ["", "---", "", *(f"{escaped(line)}  " for line in view.foot)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """The text with every sign escaped that means something to Markdown or to HTML."""
    return escape(_MEANING.sub(r"\\\1", text), quote=False)


def _listed(title: str, pages: tuple[Page, ...], *, commanded: bool = False) -> Iterator[str]:
    if pages:
        yield from ("", f"## {escaped(title)}", "")
    for page in pages:
        more = f" {_code(page.command)}" if commanded else ""
        yield f"- **{escaped(page.name)}**: {escaped(page.line)}{more}"


def _page(page: Page) -> Iterator[str]:
    yield from (f"## {escaped(page.name)}", "", f"*{escaped(page.period)}*")
    for section in page.sections:
        if section.title:
            yield from ("", f"### {escaped(section.title)}")
        place, before = 1, None
        for block in section.blocks:
            # What follows its like goes on with the list.
            if not (isinstance(block, Spike) and isinstance(before, Spike)):
                yield ""
            yield from _block(block, place)
            place += len(block.cards) if isinstance(block, Cards) else 0
            before = block


def _block(block: Block, place: int) -> Iterator[str]:
    match block:
        case Paragraph():
            yield escaped(block.text) + (f" {_code(block.command)}" if block.command else "")
        case Table():
            yield from _table(block)
        case Cards():
            yield from (_card(at, card) for at, card in enumerate(block.cards, place))
        case Spike():
            told = " ".join(filter(None, [block.standing, block.reason]))
            yield f"- **{escaped(block.heading)}**: {escaped(told)} {_code(block.command)}"
            yield from (f"    {_line(line)}" for line in block.beside)
        case Lines():
            yield from map(_line, block.lines)


def _line(line: Line) -> str:
    name, command = _linked(escaped(line.name), line.url), line.command
    mark = "" if line.mark == "·" else f"{line.mark} "
    return f"- {mark}**{name}**: {escaped(line.text)}" + (f" {_code(command)}" if command else "")


def _table(table: Table) -> Iterator[str]:
    noted = any(row.note for row in table.rows)
    sides = [*(_SIDES[column.kind] for column in table.columns), *(["---"] if noted else [])]
    yield _row([*(column.head for column in table.columns), *([""] if noted else [])])
    yield f"|{'|'.join(sides)}|"
    for row in table.rows:
        yield _row([*(cell.text for cell in row.cells), *([row.note] if noted else [])])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"


def _card(place: int, card: Card) -> str:
    about = escaped(f"{card.stars} {card.about}".strip())
    linked = _linked(about, card.url)
    answer = f" *{escaped(card.answer_said)}* {_code(card.answer)}" if card.answer else ""
    return f"{place}. {linked} · {escaped(card.number)}: {escaped(card.text)}{answer}"


def _linked(text: str, url: str) -> str:
    return f"[{text}](<{url.translate(_IN_ANGLES)}>)" if url else text


def _code(command: str) -> str:
    """A command between more backticks than it has itself."""
    ticks = "`" * (1 + max(map(len, re.findall("`+", command)), default=0))
    space = " " if "`" in command else ""
    return f"{ticks}{space}{command}{space}{ticks}"


# Inside `<...>` a Markdown address ends at these: https://spec.commonmark.org/0.31.2/#links
_IN_ANGLES = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C"})
