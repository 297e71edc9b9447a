"""Digests that nobody was sent, since the machine did not run: said in the next one."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from listener.digest.asking import command_of
from listener.digest.blocks import Paragraph, Section
from listener.digest.wording import Wording
from listener.i18n.formats import day, number
from listener.records import Report

A_MOMENT = timedelta(seconds=1)
"""The last day of a period is the one before its end."""


def missed(report: Report, words: Wording) -> Section | None:
    """How many, from when to when, and how to see what they would have said."""
    if not report.missed:
        return None
    t, zone = words.t, ZoneInfo(report.time_zone)
    first, last = report.missed[0].since, report.missed[-1].until - A_MOMENT
    count = len(report.missed)
    a_day = first.astimezone(zone).date() == last.astimezone(zone).date()
    said = t(
        "digest.missed_day" if a_day else "digest.missed_said",
        n=count,
        count=number(t.language, count),
        since=day(t.language, first, zone),
        until=day(t.language, last, zone),
    )
    about = Paragraph(text=said, tone="warn", command=command_of(report, first))
    return Section(key="missed", title=t("digest.missed"), blocks=(about,))
