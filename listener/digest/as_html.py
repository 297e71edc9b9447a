"""A digest as one self-contained page: no script, nothing fetched; for light, dark and paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from msgspec.structs import replace

from listener.card import Card, card_html
from listener.chart import svg
from listener.digest.blocks import (
    UNKNOWN,
    Block,
    Cards,
    Cell,
    Column,
    Heat,
    Line,
    Lines,
    Page,
    Paragraph,
    Row,
    Section,
    Spike,
    Table,
    View,
    steps,
)
from listener.digest.html_style import LOOK, NARROW, NIGHT, PAPER
from listener.i18n import Translator


def html(view: View, t: Translator, *, on_paper: bool = False) -> str:
    """The digest as a page; `on_paper` it is neither narrow nor dark."""
    body = [
        *(brand(page, t, drawn=True) for page in view.full),
        listed(t("digest.other_brands"), [line(page, linked=True) for page in view.rest]),
        listed(t("digest.quiet_brands"), [line(page, linked=False) for page in view.brief]),
    ]
    return framed(
        view, t, LOOK + (PAPER if on_paper else NARROW + NIGHT + PAPER), filter(None, body)
    )


def framed(view: View, t: Translator, style: str, body: Iterable[str]) -> str:
    """What stands around the brands: title, headline, foot."""
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="{t.language}" dir="ltr"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(view.title)}</title><style>{style}</style></head><body><main>",
            f'<h1>{escape(view.title)}</h1><p class="lead">{escape(view.headline)}</p>',
            *body,
            "<footer>",
            *(f'<p class="soft">{escape(told)}</p>' for told in view.foot),
            "</footer></main></body></html>",
            "",
        ]
    )


def listed(title: str, lines: Sequence[str]) -> str:
    """Brands that are told in a line each; nothing where there are none."""
    if not lines:
        return ""
    rows = "\n".join(lines)
    return f'<section class="others"><h3>{escape(title)}</h3><ul>{rows}</ul></section>'


def line(page: Page, *, linked: bool) -> str:
    """A brand in a line; `linked` with the command that tells it whole."""
    more = f" · <code>{escape(page.command)}</code>" if linked else ""
    return f"<li><b>{escape(page.name)}</b>: {escape(page.line)}{more}</li>"


def brand(
    page: Page, t: Translator, sections: Sequence[Section] | None = None, *, drawn: bool
) -> str:
    """All about a brand, or these sections of it; without charts, how to see more."""
    told, more = page.sections if sections is None else sections, escape(t("digest.see_more"))
    parts = [
        f'<section class="brand"><h2 dir="auto">{escape(page.name)}</h2>',
        f'<p class="soft">{escape(page.period)}</p>',
        *(section(each, drawn=drawn) for each in told),
        "" if drawn else f'<p class="soft">{more} <code>{escape(page.command)}</code></p>',
        "</section>",
    ]
    return "\n".join(filter(None, parts))


def section(told: Section, *, drawn: bool) -> str:
    """A section under its title; `drawn` with its charts, which mail programs leave out."""
    place, parts = 1, [f"<h3>{escape(told.title)}</h3>"] if told.title else []
    for block in told.blocks:
        parts.append(_block(block, place, drawn=drawn))
        place += len(block.cards) if isinstance(block, Cards) else 0
    return "\n".join(parts)


def _block(block: Block, place: int, *, drawn: bool) -> str:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Table():
            return _table(block)
        case Cards():
            cards = "\n".join(card_html(_unbroken(card)) for card in block.cards)
            return f'<ol start="{place}">{cards}</ol>'
        case Spike():
            return _spike(block, drawn=drawn)
        case Lines():
            return _lines(block.lines)
        case Heat():
            return svg(block.chart) if drawn else ""


def _unbroken(card: Card) -> Card:
    """With its number on one line."""
    return replace(card, number=card.number.replace(" ", "\u00a0"))


def _paragraph(told: Paragraph) -> str:
    tone = f' class="{told.tone}"' if told.tone else ""
    command = f" <code>{escape(told.command)}</code>" if told.command else ""
    return f"<p{tone}>{escape(told.text)}{command}</p>"


def _spike(spike: Spike, *, drawn: bool) -> str:
    over = "" if spike.is_open else " over"
    standing = f'<p class="soft">{escape(spike.standing)}</p>' if spike.standing else ""
    return (
        f'<div class="spike{over}"><b>{escape(spike.heading)}</b>{standing}'
        f"<p>{escape(spike.reason)} <code>{escape(spike.command)}</code></p>{_lines(spike.beside)}"
        f"{svg(spike.chart) if drawn and spike.chart else ''}</div>"
    )


def _lines(lines: Sequence[Line]) -> str:
    if not lines:
        return ""
    rows = "\n".join(map(_line, lines))
    return f'<ul class="plain">{rows}</ul>'


def _line(told: Line) -> str:
    tone = f' class="{told.tone}"' if told.tone else ""
    name = f"<b>{escape(told.name)}</b>"
    if told.url:
        name = f'<a href="{escape(told.url)}" rel="noopener noreferrer nofollow">{name}</a>'
    command = f" <code>{escape(told.command)}</code>" if told.command else ""
    return f"<li>{told.mark} {name}: <span{tone}>{escape(told.text)}</span>{command}</li>"


def _table(table: Table) -> str:
    head = ""
    if table.headed:
        cells = (
            f'<th scope="col"{_named(_side(column))}>{escape(column.head)}</th>'
            for column in table.columns
        )
        head = f'<tr class="heads">{"".join(cells)}</tr>\n'
    rows = "\n".join(_row(row, table) for row in table.rows)
    wide = _named("many" if _is_wide(table) else "", "dense" if len(table.columns) > 4 else "")
    return f'<div class="wide"><table{wide}>{head}{rows}</table></div>'


_NARROW = 46
"""Letters that a phone has room for beside one another."""


def _is_wide(table: Table) -> bool:
    """Whether a phone has no room for it; heads break between words, cells do not."""
    longest = [max(map(len, column.head.split()), default=0) for column in table.columns]
    for row in table.rows:
        longest = [max(seen, len(cell.text)) for seen, cell in zip(longest, row.cells, strict=True)]
    return sum(longest) + 2 * len(longest) > _NARROW


def _row(row: Row, table: Table) -> str:
    first, *others = zip(row.cells, table.columns, strict=True)
    cells = "".join(_cell(cell, column) for cell, column in others)
    noted = _named("noted" if row.note else "")
    told = f'<tr{noted}><th scope="row">{_shown(first[0])}</th>{cells}</tr>'
    if row.note:
        wide = len(table.columns)
        told += f'<tr class="note"><td colspan="{wide}">{escape(row.note)}</td></tr>'
    return told


def _cell(cell: Cell, column: Column) -> str:
    names = _named(_side(column), cell.tone, "none" if cell.text == UNKNOWN else "")
    head = f' data-head="{escape(column.head)}"' if column.head else ""
    return f"<td{names}{head}>{_shown(cell)}</td>"


def _side(column: Column) -> str:
    return "n" if column.kind == "number" else ""


def _named(*names: str) -> str:
    """Their class, where there is one."""
    found = " ".join(filter(None, names))
    return f' class="{found}"' if found else ""


def _shown(cell: Cell) -> str:
    drawn = escape(cell.text)
    if cell.parts:
        drawn += f' <span class="steps" aria-hidden="true">{steps(cell.parts)}</span>'
    if cell.part is not None:
        wide = round(100 * min(1.0, max(0.0, cell.part)))
        drawn += f'<div class="bar"><div class="filled" style="width:{wide}%"></div></div>'
    return drawn
