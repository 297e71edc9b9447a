"""The message that says what we cannot see, and that we see it again. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from listener.alerts import as_chat, as_html, as_text
from listener.alerts.letter import Alert, Chapter, Letter
from listener.i18n import Translator
from listener.i18n.formats import listed, moment
from listener.records import Outage
from listener.source import title_of
from listener.text import one_line, plain

LONGEST_NAME, LONGEST_ERROR = 40, 160


def outage_alert(
    outages: Sequence[Outage], brand_name: str, t: Translator, zone: tzinfo, *, over: bool
) -> Alert:
    """The message about sources of a brand that cannot be seen, or are seen again."""
    letter = _letter(outages, one_line(brand_name, LONGEST_NAME), t, zone, over=over)
    return Alert(
        event="sighted" if over else "blind",
        brand=outages[0].brand,
        subject=letter.subject,
        title=letter.subject,
        text=as_text.text(letter, t),
        html=as_html.html(letter, t),
        chat=as_chat.chat(letter, t),
        data=_data(outages, letter, brand_name),
    )


def _letter(
    outages: Sequence[Outage], brand: str, t: Translator, zone: tzinfo, *, over: bool
) -> Letter:
    key = "sighted" if over else "blind"
    sources = listed(t.language, [_name(each) for each in outages])
    since = moment(t.language, min(each.since for each in outages), zone)
    said = {"brand": brand, "sources": sources, "since": since}
    reason = t(f"alerts.reason_{key}", **said)
    return Letter(
        subject=t(f"alerts.{key}", **said),
        preview=reason,
        mood="good" if over else "bad",
        chapters=(
            Chapter(
                sentence=t(f"alerts.lead_{key}", **said),
                reason=reason,
                facts=tuple(_fact(each, t, zone) for each in outages),
            ),
        ),
        unknown=(t(f"alerts.meanwhile_{key}"),),
        commands=((t("alerts.more_status"), _command(outages[0])),),
        foot=t("alerts.foot"),
    )


def _command(outage: Outage) -> str:
    return f"listener status --brand {shlex.quote(one_line(outage.brand, 80))}"


def _name(outage: Outage) -> str:
    return one_line(title_of(outage.source), LONGEST_NAME)


def _data(outages: Sequence[Outage], letter: Letter, brand_name: str) -> dict[str, Any]:
    return {
        "brand": plain(outages[0].brand),
        "brand_name": one_line(brand_name, LONGEST_NAME),
        "subject": letter.subject,
        "sentence": letter.chapters[0].sentence,
        "outages": [
            {
                "source": plain(each.source),
                "source_title": _name(each),
                "since": each.since,
                "ended_at": each.ended_at,
                "error": one_line(each.error, LONGEST_ERROR) or None,
            }
            for each in outages
        ],
        "command": _command(outages[0]),
    }


def _fact(outage: Outage, t: Translator, zone: tzinfo) -> tuple[str, str]:
    since = moment(t.language, outage.since, zone)
    if outage.ended_at is not None:
        said = t("alerts.seen_again", since=since, at=moment(t.language, outage.ended_at, zone))
    else:
        said = t("alerts.unseen_since", since=since)
    error = one_line(outage.error, LONGEST_ERROR)
    return _name(outage), f"{said}: {error}" if error else said
