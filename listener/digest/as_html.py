"""A digest as one self-contained page or mail: no script, no image, nothing fetched.

Mail programs cut a mail after about 100 KB, so brands that do not fit get one line each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from listener.card import Card, card_html
from listener.digest.figures import Figure
from listener.digest.view import ASPECTS, SOURCES, Section, Spike, View
from listener.i18n import Translator

LIMIT = 96_000
"""Most bytes of a page; Gmail clips a mail at 102 KB."""

STYLE = """
:root{color-scheme:light dark}
body{margin:0;background:#f4f4f1;color:#1d1d1f;
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
main{max-width:680px;margin:0 auto;padding:20px 16px 40px;overflow-wrap:anywhere}
h1{font-size:24px;line-height:1.25;margin:8px 0}
h2{font-size:20px;margin:0}
h3{font-size:15px;margin:22px 0 6px}
p{margin:6px 0}
.lead{font-size:18px}
.brand{background:#fff;border:1px solid #dcdcd6;border-radius:10px;padding:16px;margin:18px 0}
.soft{color:#5c5c60;font-size:14px}
.spike{border-left:4px solid #b3261e;background:#fdf0ee;padding:8px 12px;margin:8px 0}
.over{border-color:#8a8a8e;background:#f4f4f1}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;padding:5px 8px 5px 0;border-bottom:1px solid #e6e6e0;vertical-align:top}
th{font-weight:600}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
ol,ul{padding-left:22px;margin:6px 0}
.plain{list-style:none;padding-left:0}
li{margin:0 0 10px}
.stars{color:#8a5a00;white-space:nowrap}
.blind{color:#b3261e}
a{color:#0b57a4}
code{font-size:14px}
@media(prefers-color-scheme:dark){
body{background:#131315;color:#ececee}
.brand{background:#1e1e21;border-color:#38383c}
.soft{color:#a9a9af}
.spike{background:#34201e;border-color:#f2776c}
.over{background:#26262a;border-color:#7a7a80}
th,td{border-color:#38383c}
.stars{color:#f0b94d}
.blind{color:#f2998f}
a{color:#8cc0ff}}
"""


def html(view: View, t: Translator) -> str:
    """The digest as a page under `LIMIT` bytes as far as one line a brand allows."""
    brief = [_line(section, linked=False) for section in view.brief]
    full, rest = _fitting(view.full, t, LIMIT - len(STYLE) - 2000 - _size(brief))
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="{t.language}" dir="ltr"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(view.title)}</title><style>{STYLE}</style></head><body><main>",
            f'<h1>{escape(view.title)}</h1><p class="lead">{escape(view.headline)}</p>',
            *full,
            *_listed(t("digest.other_brands"), rest),
            *_listed(t("digest.quiet_brands"), brief),
            f'<p class="soft">{escape(view.made)}</p></main></body></html>',
            "",
        ]
    )


def _fitting(sections: Sequence[Section], t: Translator, room: int) -> tuple[list[str], list[str]]:
    """Whole sections while they fit, most urgent first; the others as lines."""
    lines = [_line(section, linked=True) for section in sections]
    room -= _size(lines)
    full: list[str] = []
    for place, section in enumerate(sections):
        whole = _section(section, t)
        room -= _size([whole]) - _size([lines[place]])
        if room < 0:
            return full, lines[place:]
        full.append(whole)
    return full, []


def _size(parts: Iterable[str]) -> int:
    return sum(len(part.encode()) + 1 for part in parts)


def _listed(title: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    return [f"<section><h3>{escape(title)}</h3><ul>", *lines, "</ul></section>"]


def _line(section: Section, *, linked: bool) -> str:
    more = f" · <code>{escape(section.command)}</code>" if linked else ""
    return f"<li><b>{escape(section.name)}</b>: {escape(section.line)}{more}"


def _section(section: Section, t: Translator) -> str:
    parts = [
        f'<section class="brand"><h2 dir="auto">{escape(section.name)}</h2>',
        f'<p class="soft">{escape(section.period)}</p>',
        *_spikes(section.spikes),
        f"<h3>{escape(t('digest.past'))}</h3>" if section.past else "",
        *_spikes(section.past),
        f"<h3>{escape(t('digest.figures'))}</h3>",
        _figures(section.figures),
        f'<p class="soft">{escape(section.undated)}</p>' if section.undated else "",
        f'<p class="soft">{escape(section.hidden)}</p>' if section.hidden else "",
        f"<p>{escape(section.week)}</p>" if section.week else "",
        *(f'<p class="soft">{escape(line)}</p>' for line in section.measured),
        _columns("by_source", SOURCES, section.sources, t),
        _columns("aspects", ASPECTS, section.aspects, t),
        _worst(section.worst, t),
        _coverage(section, t),
        _command(section, t),
        "</section>",
    ]
    return "\n".join(filter(None, parts))


def _command(section: Section, t: Translator) -> str:
    more = escape(t("digest.see_more"))
    return f'<p class="soft">{more} <code>{escape(section.command)}</code></p>'


def _spikes(spikes: Sequence[Spike]) -> list[str]:
    return [
        f'<div class="spike{"" if spike.is_open else " over"}"><b>{escape(spike.heading)}</b>'
        f"<p>{escape(spike.reason)} <code>{escape(spike.command)}</code></p></div>"
        for spike in spikes
    ]


def _figures(figures: Sequence[Figure]) -> str:
    rows = "\n".join(
        f'<tr><th scope="row">{escape(f.label)}</th><td class="n"><b>{escape(f.value)}</b></td>'
        f'<td class="n">{escape(f.change)}</td><td>{escape(f.before)}'
        f"{_soft(f.note)}</td></tr>"
        for f in figures
    )
    return f"<table>{rows}</table>"


def _soft(note: str) -> str:
    return f'<br><span class="soft">{escape(note)}</span>' if note else ""


def _columns(
    title: str, names: Sequence[str], cells: Sequence[tuple[str, ...]], t: Translator
) -> str:
    if not cells:
        return ""
    first, *others = (escape(t(f"digest.{name}")) for name in names)
    head = "".join(f'<th class="n" scope="col">{name}</th>' for name in others)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(about)}</th>'
        + "".join(f'<td class="n">{escape(cell)}</td>' for cell in figures)
        + "</tr>"
        for about, *figures in cells
    )
    heading = f"<h3>{escape(t(f'digest.{title}'))}</h3>"
    return f'{heading}<table><tr><th scope="col">{first}</th>{head}</tr>\n{rows}</table>'


def _worst(cards: Sequence[Card], t: Translator) -> str:
    if not cards:
        return ""
    rows = "\n".join(card_html(card) for card in cards)
    return f"<h3>{escape(t('digest.worst'))}</h3><ol>{rows}</ol>"


def _coverage(section: Section, t: Translator) -> str:
    rows = "\n".join(
        f"<li>{watch.mark} <b>{escape(watch.name)}</b>: "
        f'<span class="{watch.sight}">{escape(watch.words)}</span></li>'
        for watch in section.coverage
    )
    listed = f'<ul class="plain">{rows}</ul>' if rows else f"<p>{escape(section.no_coverage)}</p>"
    return f"<h3>{escape(t('digest.coverage'))}</h3>{listed}"
