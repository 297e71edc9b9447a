"""The HTML part of an alert mail: one column, styles in the tags, for light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from msgspec.structs import replace

from listener.alerts.letter import Chapter, Deed, Letter
from listener.alerts.mail_style import LOOK, NIGHT
from listener.card import card_html
from listener.i18n import Translator
from listener.severity import GRAVEST

_TABLE = 'role="presentation" border="0" cellpadding="0" cellspacing="0"'
# Outlook's Word knows no max-width: it is given a table of that width.
_WIDE = f'<!--[if mso]><table {_TABLE} width="600" align="center"><tr><td><![endif]-->'
_WIDE_END = "<!--[if mso]></td></tr></table><![endif]-->"
_BLANK = "&#847;&zwnj;&nbsp;" * 30
"""So that what comes next in the mail does not run into the preview."""


def html(letter: Letter, t: Translator) -> str:
    """The alert as one page; every string that goes in is escaped here."""
    first, *others = letter.chapters
    body = [
        f'<div class="preview">{escape(letter.preview)}{_BLANK}</div>',
        f'{_WIDE}<div class="page">',
        *_head(letter, first),
        *_rest(first, t),
        *(line for chapter in others for line in _chapter(chapter, t)),
        *_end(letter, t),
        f"</div>{_WIDE_END}",
    ]
    return _framed(letter, t, "\n".join(line for line in body if line))


def _framed(letter: Letter, t: Translator, body: str) -> str:
    """The page with its styles in the tags; those of the night stay in its head."""
    import css_inline

    page = "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="{t.language}" dir="ltr"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="supported-color-schemes" content="light dark">',
            # Else Apple's Mail makes links of dates and numbers.
            '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">',
            f"<title>{escape(letter.subject)}</title><style>{NIGHT}</style></head>",
            f'<body class="body">\n{body}\n</body></html>',
        ]
    )
    return css_inline.inline(
        page,
        inline_style_tags=False,
        keep_style_tags=True,
        load_remote_stylesheets=False,
        minify_css=True,
        extra_css=LOOK,
    )


def _head(letter: Letter, chapter: Chapter) -> Iterator[str]:
    """What a person reads in ten seconds: what happened, how bad, what else, where to click."""
    mood = "" if letter.mood == "calm" else f" {letter.mood}"
    yield f'<div class="head{mood}"><h1>{escape(chapter.sentence)}</h1>'
    yield from _told(chapter)
    yield from (f"<p>{escape(line)}</p>" for line in letter.others)
    yield "</div>"
    yield from _to_do(chapter.deeds)


def _told(chapter: Chapter) -> Iterator[str]:
    """The figure, how grave, what it is about, who is at it."""
    if chapter.figures:
        yield f'<p class="figures">{escape(chapter.figures)}</p>'
    if chapter.severity:
        yield f'<p class="grade">{_bar(chapter.severity)} {escape(chapter.severity_said)}</p>'
    yield from (f"<p>{escape(line)}</p>" for line in (chapter.about, chapter.attended) if line)


def _bar(severity: int) -> str:
    """A small bar of letters, which is there without pictures and without styles."""
    full, rest = "■" * severity, "□" * (GRAVEST - severity)
    return (
        f'<span aria-hidden="true"><span class="full">{full}</span>'
        f'<span class="rest">{rest}</span></span>'
    )


def _to_do(deeds: Sequence[Deed]) -> Iterator[str]:
    """Buttons for what takes one click, commands for the rest."""
    offered = [deed for deed in deeds if not deed.judges]
    clicks = [deed for deed in offered if deed.url]
    first = clicks[0] if clicks else None
    yield from _buttons(clicks, next((deed for deed in clicks if deed.foremost), first))
    yield from _commands((deed.label, deed.command) for deed in offered if deed.command)


def _judged(deeds: Sequence[Deed], t: Translator) -> Iterator[str]:
    """Last, whether the alert was worth it."""
    offered = [deed for deed in deeds if deed.judges]
    if offered:
        yield f"<p>{escape(t('alerts.was_it_useful'))}</p>"
        yield from _buttons([deed for deed in offered if deed.url])
        yield from _commands((deed.label, deed.command) for deed in offered if deed.command)


def _buttons(clicks: Sequence[Deed], foremost: Deed | None = None) -> Iterator[str]:
    if clicks:
        pressed = "".join(_button(deed, foremost=deed is foremost) for deed in clicks)
        yield f'<div class="buttons">{pressed}</div><div class="clear">&nbsp;</div>'


def _button(deed: Deed, *, foremost: bool) -> str:
    face, press = ("face foremost", "press pressed") if foremost else ("face", "press")
    color = "#0b57a4" if foremost else "#ffffff"
    return (
        f'<table {_TABLE} align="left" class="button"><tr>'
        f'<td class="{face}" bgcolor="{color}" height="44" align="center" valign="middle">'
        f'<a class="{press}" href="{escape(deed.url)}" rel="noopener noreferrer">'
        f"{escape(deed.label)}</a></td></tr></table>"
    )


def _commands(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    items = [f"<li>{escape(said)} <code>{escape(command)}</code></li>" for said, command in rows]
    if items:
        yield f"<ul>{''.join(items)}</ul>"


def _rest(chapter: Chapter, t: Translator, level: int = 2) -> Iterator[str]:
    """All that backs it up: the chart, the figures, what drives it, what to open."""
    if chapter.reason:
        yield f"<p>{escape(chapter.reason)}</p>"
    if chapter.picture:
        shown = chapter.picture
        yield (
            f'<img class="chart" src="cid:{escape(shown.cid)}" alt="{escape(shown.alt)}" '
            f'width="{shown.width}" height="{shown.height}">'
        )
    yield from _listed("drivers", chapter.drivers, t, level)
    yield from _listed("children", chapter.children, t, level)
    if chapter.worst:
        yield _heading("worst", t, level)
        yield f"<ol>{''.join(card_html(card) for card in chapter.worst)}</ol>"
    if chapter.left_out:
        yield f'<p class="soft">{escape(chapter.left_out)}</p>'
    if chapter.facts:
        yield _heading("figures_title", t, level)
        yield _facts(chapter.facts)
    yield from _judged(chapter.deeds, t)


def _heading(name: str, t: Translator, level: int) -> str:
    return f"<h{level}>{escape(t(f'alerts.{name}'))}</h{level}>"


def _listed(name: str, rows: Sequence[tuple[str, str]], t: Translator, level: int) -> Iterator[str]:
    if rows:
        yield _heading(name, t, level)
        items = "".join(f"<li><b>{escape(a)}:</b> {escape(b)}</li>" for a, b in rows)
        yield f"<ul>{items}</ul>"


def _facts(rows: Sequence[tuple[str, str]]) -> str:
    cells = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td class="value">{escape(value)}</td></tr>'
        for label, value in rows
    )
    return f'<table class="facts" width="100%">{cells}</table>'


def _chapter(chapter: Chapter, t: Translator) -> Iterator[str]:
    """A further incident of the same mail."""
    yield f"<h2>{escape(chapter.figures)}</h2>"
    yield from _told(replace(chapter, figures=""))
    yield from _to_do(chapter.deeds)
    yield from _rest(chapter, t, level=3)
    if chapter.explained:
        yield f"<p><code>{escape(chapter.explained)}</code></p>"


def _end(letter: Letter, t: Translator) -> Iterator[str]:
    if letter.unknown:
        doubts = "".join(f"<li>{escape(doubt)}</li>" for doubt in letter.unknown)
        yield f"<h2>{escape(t('alerts.unknown'))}</h2><ul>{doubts}</ul>"
    if letter.commands:
        yield f"<h2>{escape(t('alerts.more'))}</h2>"
        yield from _commands(letter.commands)
    if letter.foot:
        yield f'<p class="soft">{escape(letter.foot)}</p>'
