"""Report in, page out: the digest in every form. Pure.

reports ─► view (blocks, in words) ─► terminal | text | html | mail | markdown
   └────────────────────────────────► json
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from listener.causes import Drivers
from listener.digest.view import view
from listener.digest.wording import Wording
from listener.i18n import Translator
from listener.i18n.formats import listed, number
from listener.records import Report
from listener.spikes import Incident
from listener.text import one_line

Form = Literal["terminal", "text", "html", "mail", "json", "markdown"]


def render(
    reports: Sequence[Report],
    *,
    form: Form,
    t: Translator,
    now: datetime,
    reason: Callable[[Incident], str],
    driven: Callable[[Drivers], str] = lambda _: "",
    width: int = 80,
    color: bool = False,
) -> str:
    """The digest of these reports in one form.

    `reason` tells in a few sentences why an incident is one, `driven` what it comes down to;
    detection has the words for it. `width` and `color` are those of a terminal.
    """
    words = Wording(t=t, now=now, reason=reason, driven=driven)
    page = view(reports, words)
    if form == "terminal":
        from listener.digest.as_terminal import terminal

        return terminal(page, t, width=width, color=color)
    if form == "text":
        from listener.digest.as_text import text

        return text(page, t)
    if form == "html":
        from listener.digest.as_html import html

        return html(page, t)
    if form == "mail":
        from listener.digest.as_mail import mail

        return mail(page, t)
    if form == "markdown":
        from listener.digest.as_markdown import markdown

        return markdown(page, t)
    from listener.digest.as_json import json

    return json(reports, page, words)


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
    return listed(t.language, shown)
