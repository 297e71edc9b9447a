"""Report in, page out: the digest in every form. Pure.

reports ─► view (blocks, in words) ─► terminal | text | html | mail | markdown | pdf | csv | xlsx
   └────────────────────────────────► json
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Literal

from listener.digest.view import seen_whole, view
from listener.digest.wording import Wording
from listener.i18n import Translator
from listener.i18n.formats import listed, number
from listener.records import Report
from listener.text import one_line

Form = Literal["terminal", "text", "html", "mail", "json", "markdown", "csv"]
FileForm = Literal["pdf", "xlsx"]
"""What only a file can hold."""


def render(
    reports: Sequence[Report], *, form: Form, words: Wording, width: int = 80, color: bool = False
) -> str:
    """The digest of these reports in one form; `width` and `color` are those of a terminal."""
    page = view(reports, words)
    if form == "json":
        from listener.digest.as_json import json

        return json(reports, page, words)
    if form == "csv":
        from listener.digest.as_tables import csv

        return csv(page)
    if form in ("terminal", "text"):
        from listener.digest.as_terminal import WIDTH, terminal

        wide, colored = (width, color) if form == "terminal" else (WIDTH, False)
        return terminal(page, words.t, width=wide, color=colored)
    module = import_module(f"listener.digest.as_{form}")
    laid_out: str = getattr(module, form)(page, words.t)
    return laid_out


def render_file(reports: Sequence[Report], *, form: FileForm, words: Wording) -> bytes:
    """The digest of these reports in a form that is no text."""
    page = view(reports, words)
    if form == "pdf":
        from listener.digest.as_pdf import pdf

        return pdf(page, words.t)
    from listener.digest.as_tables import xlsx

    return xlsx(page, words.t)


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
        said = t("digest.subject_of", n=number(t.language, negatives), items=all_items)
        return t("digest.subject_spike", n=len(spiking), name=names, said=said)
    if negatives:
        return t(
            "digest.subject_calm", n=number(t.language, negatives), name=names, items=all_items
        )
    # What is still to be read is neither quiet nor no news.
    whole = all(map(seen_whole, reports))
    if items and not (whole or blind):
        return t("digest.subject_calm", n=number(t.language, 0), name=names, items=all_items)
    if items:
        return t("digest.subject_quiet", n=all_items, name=names)
    return names if blind else t(f"digest.subject_{'none' if whole else 'unread'}", name=names)


def _names(reports: Sequence[Report], t: Translator) -> str:
    shown = [one_line(report.name, 40) for report in reports[:3]]
    if len(reports) > len(shown):
        shown.append(t("digest.and_more", n=len(reports) - len(shown)))
    return listed(t.language, shown)
