"""The HTML part of an alert mail: self-contained, for light and dark, nothing fetched."""

from __future__ import annotations

from html import escape

from listener.alerts.letter import Letter
from listener.card import card_html
from listener.i18n import Translator

STYLE = """
:root{color-scheme:light dark}
body{margin:0;background:#fff;color:#1d1d1f;
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
main{max-width:600px;margin:0 auto;padding:16px;overflow-wrap:anywhere}
h1{font-size:21px;line-height:1.3;margin:4px 0 10px}
h2{font-size:16px;margin:24px 0 6px}
p{margin:6px 0}
table{border-collapse:collapse;font-size:15px;margin:12px 0}
th,td{text-align:left;padding:4px 14px 4px 0;vertical-align:top}
th{font-weight:600;white-space:nowrap}
ol,ul{padding-left:22px;margin:6px 0}
li{margin:0 0 12px}
.lead{border-left:4px solid #b3261e;background:#fdf0ee;padding:8px 12px}
.over{border-color:#2e7d4f;background:#eef7f1}
.stars{color:#8a5a00;white-space:nowrap}
.soft{color:#5c5c60;font-size:14px}
a{color:#0b57a4}
code{background:#f0f0ec;padding:2px 6px;border-radius:4px;font-size:14px}
@media(prefers-color-scheme:dark){
body{background:#131315;color:#ececee}
.lead{background:#34201e;border-color:#f2776c}
.over{background:#1b2a21;border-color:#6cc490}
.stars{color:#f0b94d}
.soft{color:#a9a9af}
a{color:#8cc0ff}
code{background:#2a2a2e}}
"""


def html(letter: Letter, t: Translator) -> str:
    """The alert as one page; every string that goes in is escaped here."""
    facts = "\n".join(
        f'<tr><th scope="row">{escape(label)}</th><td>{escape(value)}</td></tr>'
        for label, value in letter.facts
    )
    commands = "".join(f"<br><code>{escape(command)}</code>" for command in letter.commands)
    doubts = "\n".join(f"<li>{escape(doubt)}</li>" for doubt in letter.unknown)
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="{t.language}" dir="ltr"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(letter.subject)}</title><style>{STYLE}</style></head><body><main>",
            f"<h1>{escape(letter.lead)}</h1>",
            f'<p class="lead{" over" if letter.is_over else ""}">{escape(letter.reason)}</p>',
            f"<p>{escape(letter.drivers)}</p>" if letter.drivers else "",
            f"<table>{facts}</table>",
            _worst(letter, t),
            f"<p>{escape(t('alerts.more'))}{commands}</p>",
            f"<h2>{escape(t('alerts.unknown'))}</h2><ul>{doubts}</ul>",
            f'<p class="soft">{escape(t("alerts.foot"))}</p></main></body></html>',
            "",
        ]
    )


def _worst(letter: Letter, t: Translator) -> str:
    if not letter.worst:
        return ""
    rows = "\n".join(card_html(card) for card in letter.worst)
    return f"<h2>{escape(t('alerts.worst'))}</h2><ol>{rows}</ol>"
