"""The letter that says what we cannot see, and that we see it again. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import tzinfo

from listener.alerts import as_html, as_text
from listener.alerts.letter import Letter
from listener.i18n import Translator
from listener.i18n.formats import listed, moment
from listener.records import Outage
from listener.text import one_line

LONGEST_NAME, LONGEST_ERROR = 40, 160


def outage_letter(
    outages: Sequence[Outage], brand_name: str, t: Translator, zone: tzinfo, *, over: bool
) -> Letter:
    """What people are told of sources that cannot be seen, or are seen again."""
    key = "sighted" if over else "blind"
    brand = one_line(brand_name, LONGEST_NAME)
    sources = listed(t.language, [one_line(each.source, LONGEST_NAME) for each in outages])
    since = moment(t.language, min(each.since for each in outages), zone)
    said = {"brand": brand, "sources": sources, "since": since}
    return Letter(
        subject=t(f"alerts.{key}", **said),
        is_over=over,
        lead=t(f"alerts.lead_{key}", **said),
        reason=t(f"alerts.reason_{key}", **said),
        drivers="",
        facts=tuple(_fact(each, t, zone) for each in outages),
        worst=(),
        unknown=(t(f"alerts.meanwhile_{key}"),),
        commands=(f"listener status --brand {shlex.quote(one_line(outages[0].brand, 80))}",),
    )


def outage_words(letter: Letter, t: Translator) -> tuple[str, str]:
    """The letter as text and as HTML."""
    return as_text.text(letter, t), as_html.html(letter, t)


def _fact(outage: Outage, t: Translator, zone: tzinfo) -> tuple[str, str]:
    since = moment(t.language, outage.since, zone)
    if outage.ended_at is not None:
        said = t("alerts.seen_again", since=since, at=moment(t.language, outage.ended_at, zone))
    else:
        said = t("alerts.unseen_since", since=since)
    error = one_line(outage.error, LONGEST_ERROR)
    return one_line(outage.source, LONGEST_NAME), f"{said}: {error}" if error else said
