"""A digest for a terminal of any width, in colour or without: the plain part of a mail as well."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import TYPE_CHECKING

from listener.card import Card
from listener.digest.blocks import (
    Block,
    Cards,
    Cell,
    Column,
    Line,
    Lines,
    Page,
    Paragraph,
    Section,
    Spike,
    Table,
    Tone,
    View,
    steps,
)
from listener.i18n import Translator

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH = 80
WIDEST = 110
"""Longer lines are hard to follow with the eye."""

_STYLES: dict[Tone, str] = {
    "": "",
    "soft": "dim",
    "bad": "red",
    "good": "cyan",
    "warn": "yellow",
}
_NAME = 14
"""Columns that a name has at least; a longer one goes on below itself where there is no room."""

_BAR = 10
_EIGHTHS = " ▏▎▍▌▋▊▉█"
# Rich breaks lines at a hard space as well; a private sign in its place holds "48 %" together.
_HARD, _HELD = "\u00a0", "\ue000"


def terminal(view: View, t: Translator, *, width: int = WIDTH, color: bool = False) -> str:
    """The digest as lines of at most so many columns, addresses and commands excepted."""
    from rich.console import Console

    out = StringIO()
    console = Console(
        file=out,
        width=max(40, min(width, WIDEST)),
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
    _Terminal(console, t).view(view)
    lines = out.getvalue().replace(_HELD, _HARD).splitlines()
    return "\n".join(line.rstrip(" ") for line in lines).strip("\n") + "\n"


class _Terminal:
    """Prints blocks one after the other."""

    def __init__(self, console: Console, t: Translator) -> None:
        self.console, self.t = console, t

    def view(self, view: View) -> None:
        self.heading(view.title, "═")
        self.text(view.headline)
        for page in view.full:
            self.page(page)
        self.pages(self.t("digest.other_brands"), view.rest, commanded=True)
        self.pages(self.t("digest.quiet_brands"), view.brief)
        if view.full:
            self.console.print()
            for line in view.foot:
                self.text(line, "dim")

    def pages(self, title: str, pages: tuple[Page, ...], *, commanded: bool = False) -> None:
        if pages:
            self.console.print()
            self.heading(title, "─")
        for page in pages:
            self.text(f"{page.name}: {page.line}", indent=2)
            if commanded:
                self.verbatim(page.command, indent=4)

    def page(self, page: Page) -> None:
        self.console.print()
        self.heading(page.name, "─")
        self.text(page.period, "dim")
        for section in page.sections:
            self.section(section)

    def section(self, section: Section) -> None:
        self.console.print()
        if section.title:
            self.text(section.title.upper(), "bold")
        place, before = 1, None
        for block in section.blocks:
            if isinstance(block, Table) and isinstance(before, Table):
                self.console.print()
            self.block(block, place)
            place += len(block.cards) if isinstance(block, Cards) else 0
            before = block

    def block(self, block: Block, place: int) -> None:
        match block:
            case Paragraph():
                self.text(block.text, _STYLES[block.tone], indent=2)
                if block.command:
                    self.verbatim(block.command, indent=2)
            case Table():
                self.table(block)
            case Cards():
                for at, card in enumerate(block.cards, place):
                    self.card(card, at)
            case Spike():
                style = "bold red" if block.is_open else "bold"
                self.marked("▲" if block.is_open else "▽", block.heading, style)
                self.text(block.standing, "dim", indent=4)
                self.text(block.reason, indent=4)
                self.verbatim(block.command, indent=4)
                self.lines(block.beside, indent=4)
            case Lines():
                self.lines(block.lines, indent=2)

    def heading(self, title: str, line: str) -> None:
        self.text(title, "bold")
        self.text(line * min(self.console.width, len(title)), "dim")

    def text(self, text: str, style: str = "", *, indent: int = 0) -> None:
        from rich.padding import Padding

        if text:
            self.console.print(Padding(self._said(text, style), (0, 0, 0, indent)))

    def lines(self, lines: Sequence[Line], *, indent: int) -> None:
        for line in lines:
            text = f"{line.name}: {line.text} {line.command}".rstrip()
            self.marked(line.mark, text, _STYLES[line.tone], indent=indent)
            if line.url:
                self.verbatim(line.url, indent=indent + 2)

    def marked(self, mark: str, text: str, style: str, *, indent: int = 2) -> None:
        """A sign, and the text beside it."""
        from rich.padding import Padding
        from rich.table import Table as Grid

        grid = Grid.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column()
        grid.add_row(self._said(mark, style), self._said(text, style))
        self.console.print(Padding(grid, (0, 0, 0, indent)))

    def verbatim(self, text: str, *, indent: int) -> None:
        """An address or a command, to be copied: never broken."""
        self.console.print(self._said(" " * indent + text, "dim"), soft_wrap=True)

    def card(self, card: Card, place: int) -> None:
        told = f"{card.stars} {card.about} · {card.number}".strip()
        self.marked(f"{place}.", told, "bold")
        self.text(card.text, indent=5)
        if card.url:
            self.verbatim(card.url, indent=5)
        if card.answer:
            self.verbatim(f"{card.answer_said} {card.answer}", indent=5)

    def table(self, table: Table) -> None:
        """Columns where they fit; else a row is its name and what is known of it, below."""
        rows = [[_drawn(cell) for cell in row.cells] for row in table.rows]
        heads = [[column.head for column in table.columns]] if table.headed else []
        wide = [max(map(_wide, cells)) for cells in zip(*heads, *rows, strict=True)]
        wide[0] = min(wide[0], max(_NAME, self.console.width - sum(wide[1:]) - 2 * len(wide)))
        fits = sum(wide) + 2 * len(wide) <= self.console.width
        if heads and fits:
            self.line(table.columns, wide, heads[0], ["dim"] * len(wide))
        for row, cells in zip(table.rows, rows, strict=True):
            styles = [_STYLES[cell.tone] for cell in row.cells]
            if fits:
                self.line(table.columns, wide, cells, styles)
            else:
                self.stacked(table.columns, cells)
            self.text(row.note, "dim", indent=4)

    def line(
        self,
        columns: Sequence[Column],
        wide: Sequence[int],
        cells: Sequence[str],
        styles: Sequence[str],
    ) -> None:
        """One row; a name that is too long goes on below itself."""
        from rich.text import Text

        name, *more = Text(cells[0].replace(_HARD, _HELD)).wrap(self.console, wide[0]) or [Text()]
        line = Text(" ", no_wrap=True)
        for column, width, cell, style in zip(
            columns, wide, [name.plain, *cells[1:]], styles, strict=True
        ):
            space = " " * (width - _wide(cell))
            padded = space + cell if column.kind == "number" else cell + space
            line.append(" ").append(padded, style).append(" ")
        line.rstrip()
        self.console.print(line, soft_wrap=True)
        for rest in more:
            self.text(rest.plain, styles[0], indent=4)

    def stacked(self, columns: Sequence[Column], cells: Sequence[str]) -> None:
        """One row of a table that is too wide."""
        self.text(cells[0], "bold", indent=2)
        told = (
            f"{column.head} {cell}".strip()
            for column, cell in zip(columns[1:], cells[1:], strict=True)
        )
        self.text(" · ".join(told), indent=4)

    def _said(self, text: str, style: str = "") -> RenderableType:
        from rich.text import Text

        return Text(text.replace(_HARD, _HELD), style)


def _drawn(cell: Cell) -> str:
    """What a cell says, and what is drawn beside it."""
    parts = [cell.text]
    if cell.parts:
        parts.append(steps(cell.parts))
    if cell.part is not None:
        parts.append(_bar(cell.part))
    return " ".join(filter(None, parts))


def _wide(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _bar(part: float) -> str:
    """A share as a bar of ten columns, in eighths of one."""
    eighths = round(min(1.0, max(0.0, part)) * _BAR * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(_BAR)
