"""A digest as one self-contained page: no script, nothing fetched; for light, dark and paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from listener.card import card_html
from listener.digest.blocks import (
    Block,
    Cards,
    Cell,
    Line,
    Lines,
    Page,
    Paragraph,
    Row,
    Section,
    Spike,
    Table,
    View,
)
from listener.digest.html_style import LOOK, NIGHT, PAPER
from listener.i18n import Translator


def html(view: View, t: Translator) -> str:
    """The digest as a page."""
    body = [
        *(brand(page, t) for page in view.full),
        listed(t("digest.other_brands"), [line(page, linked=True) for page in view.rest]),
        listed(t("digest.quiet_brands"), [line(page, linked=False) for page in view.brief]),
    ]
    return framed(view, t, LOOK + NIGHT + PAPER, filter(None, body))


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
            f'<p class="soft">{escape(view.made)}</p></main></body></html>',
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


def brand(page: Page, t: Translator, sections: Sequence[Section] | None = None) -> str:
    """All about a brand, or these sections of it."""
    told = page.sections if sections is None else sections
    parts = [
        f'<section class="brand"><h2 dir="auto">{escape(page.name)}</h2>',
        f'<p class="soft">{escape(page.period)}</p>',
        *map(section, told),
        f'<p class="soft">{escape(t("digest.see_more"))} <code>{escape(page.command)}</code></p>',
        "</section>",
    ]
    return "\n".join(parts)


def section(told: Section) -> str:
    """A section under its title."""
    place, parts = 1, [f"<h3>{escape(told.title)}</h3>"]
    for block in told.blocks:
        parts.append(_block(block, place))
        place += len(block.cards) if isinstance(block, Cards) else 0
    return "\n".join(parts)


def _block(block: Block, place: int) -> str:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Table():
            return _table(block)
        case Cards():
            cards = "\n".join(map(card_html, block.cards))
            return f'<ol start="{place}">{cards}</ol>'
        case Spike():
            return _spike(block)
        case Lines():
            lines = "\n".join(map(_line, block.lines))
            return f'<ul class="plain">{lines}</ul>'


def _paragraph(told: Paragraph) -> str:
    tone = f' class="{told.tone}"' if told.tone else ""
    command = f" <code>{escape(told.command)}</code>" if told.command else ""
    return f"<p{tone}>{escape(told.text)}{command}</p>"


def _spike(spike: Spike) -> str:
    over = "" if spike.is_open else " over"
    return (
        f'<div class="spike{over}"><b>{escape(spike.heading)}</b>'
        f"<p>{escape(spike.reason)} <code>{escape(spike.command)}</code></p></div>"
    )


def _line(told: Line) -> str:
    tone = f' class="{told.tone}"' if told.tone else ""
    name = f"<b>{escape(told.name)}</b>"
    return f"<li>{told.mark} {name}: <span{tone}>{escape(told.text)}</span></li>"


def _table(table: Table) -> str:
    head = ""
    if table.headed:
        cells = (
            f'<th scope="col"{_side(column.kind)}>{escape(column.head)}</th>'
            for column in table.columns
        )
        head = f"<tr>{''.join(cells)}</tr>\n"
    rows = "\n".join(_row(row, table) for row in table.rows)
    return f'<div class="wide"><table>{head}{rows}</table></div>'


def _row(row: Row, table: Table) -> str:
    first, *others = zip(row.cells, table.columns, strict=True)
    noted = ' class="noted"' if row.note else ""
    cells = "".join(
        f"<td{_side(column.kind, cell.tone)}>{_shown(cell)}</td>" for cell, column in others
    )
    told = f'<tr{noted}><th scope="row">{_shown(first[0])}</th>{cells}</tr>'
    if row.note:
        wide = len(table.columns)
        told += f'<tr class="note"><td colspan="{wide}">{escape(row.note)}</td></tr>'
    return told


_STEPS = "▁▂▃▄▅▆▇█"


def steps(parts: Sequence[float]) -> str:
    """Numbers as bars beside one another, the highest full."""
    most = max(parts) or 1.0
    return "".join(_STEPS[round((len(_STEPS) - 1) * part / most)] for part in parts)


def _side(kind: str, tone: str = "") -> str:
    names = " ".join(filter(None, ["n" if kind == "number" else "", tone]))
    return f' class="{names}"' if names else ""


def _shown(cell: Cell) -> str:
    drawn = escape(cell.text)
    if cell.parts:
        drawn += f' <span class="steps" aria-hidden="true">{steps(cell.parts)}</span>'
    if cell.part is not None:
        wide = round(100 * min(1.0, max(0.0, cell.part)))
        drawn += f'<div class="bar"><div class="filled" style="width:{wide}%"></div></div>'
    return drawn
