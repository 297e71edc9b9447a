"""Digests that nobody was sent, since the machine did not run: said in the next one."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from listener.digest.asking import command_of
from listener.digest.blocks import Paragraph, Section
from listener.digest.wording import Wording
from listener.i18n.formats import day, number
from listener.records import Report


def missed(report: Report, words: Wording) -> Section | None:
    """How many, from when to when, and how to see what they would have said."""
    if not report.missed:
        return None
    t, zone = words.t, ZoneInfo(report.time_zone)
    first, last = report.missed[0].since, report.missed[-1].until
    count = len(report.missed)
    said = t(
        "digest.missed_said",
        n=count,
        count=number(t.language, count),
        since=day(t.language, first, zone),
        until=day(t.language, last, zone),
    )
    command = f"{command_of(report)} --since {first.astimezone(zone):%Y-%m-%d}"
    about = Paragraph(text=said, tone="warn", command=command)
    return Section(key="missed", title=t("digest.missed"), blocks=(about,))
