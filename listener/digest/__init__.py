"""Report in, page out: the digest as text, HTML, Markdown or JSON. Pure.

reports ─► view (what is said, in words) ─► as_text | as_html | as_markdown
   └──────────────────────────────────────► as_json
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from listener.causes import Drivers
from listener.digest.view import view
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.records import Report
from listener.spikes import Incident
from listener.text import one_line

Form = Literal["text", "html", "json", "markdown"]


def render(
    reports: Sequence[Report],
    *,
    form: Form,
    t: Translator,
    now: datetime,
    reason: Callable[[Incident], str],
    driven: Callable[[Drivers], str] = lambda _: "",
) -> str:
    """The digest of these reports in one form.

    `reason` tells in a few sentences why an incident is one, `driven` what it comes down to;
    detection has the words for it.
    """
    page = view(reports, t, now, reason, driven)
    if form == "text":
        from listener.digest.as_text import text

        return text(page, t)
    if form == "html":
        from listener.digest.as_html import html

        return html(page, t)
    if form == "markdown":
        from listener.digest.as_markdown import markdown

        return markdown(page, t)
    from listener.digest.as_json import json

    return json(reports, page, t, now, reason, driven)


def subject(reports: Sequence[Report], t: Translator) -> str:
    """What a phone shows of a digest sent by mail: spikes first, then negatives, then silence."""
    blind = sum(status.health not in ("ok", "new") for r in reports for status in r.coverage)
    said = _said(reports, t, blind)
    return t("digest.subject_blind", said=said, n=blind) if blind else said


def _said(reports: Sequence[Report], t: Translator, blind: int) -> str:
    items = sum(report.totals.items for report in reports)
    negatives = sum(report.totals.negatives for report in reports)
    spiking = [r for r in reports if any(i.pressing for i in r.incidents)]
    names, all_items = _names(spiking or reports, t), number(t.language, items)
    if spiking:
        shown = number(t.language, negatives)
        return t(
            "digest.subject_spike", n=len(spiking), name=names, negatives=shown, items=all_items
        )
    if negatives:
        return t(
            "digest.subject_calm", n=number(t.language, negatives), name=names, items=all_items
        )
    if items:
        return t("digest.subject_quiet", n=all_items, name=names)
    return names if blind else t("digest.subject_none", name=names)


def _names(reports: Sequence[Report], t: Translator) -> str:
    shown = [one_line(report.name, 40) for report in reports[:3]]
    if len(reports) > len(shown):
        shown.append(t("digest.and_more", n=len(reports) - len(shown)))
    return ", ".join(shown)
