"""When people write: the hours of the week, the three busiest in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from listener.digest.blocks import Block, Heat, Paragraph, Section
from listener.digest.estimates import facts_of
from listener.digest.wording import Wording
from listener.facts import Hours
from listener.i18n import Translator
from listener.i18n.formats import number, weekday
from listener.records import Report

BUSIEST = 3
A_MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
BUSY = 3
"""With fewer mentions than this no hour is a busy one."""

_WEEK = timedelta(days=7)


def busy_hours(report: Report, words: Wording) -> Section | None:
    """In words; of a week or more also hour by hour."""
    facts, t = facts_of(report), words.t
    if facts.hours is None or report.totals.items < facts.least:
        return None
    said = _busiest(facts.hours, t)
    if not said:
        return None
    blocks: list[Block] = [Paragraph(text=said)]
    if report.until - report.since >= _WEEK:
        names = tuple(_day(day, t)[:3] for day in range(7))
        blocks.append(Heat(rows=names, values=facts.hours.items, said=said))
    return Section(key="hours", title=t("digest.hours"), blocks=tuple(blocks))


def _busiest(hours: Hours, t: Translator) -> str:
    """The three hours of most mentions, and how many of these were negative."""
    found = [
        (count, hours.negatives[day][hour], day, hour)
        for day, counts in enumerate(hours.items)
        for hour, count in enumerate(counts)
        if count >= BUSY
    ]
    found.sort(key=lambda each: (-each[0], each[2], each[3]))
    named = [
        t(
            "digest.busy_hour",
            n=negatives,
            day=_day(day, t),
            begin=hour,
            end=(hour + 1) % 24,
            count=number(t.language, count),
            negatives=number(t.language, negatives),
        )
        for count, negatives, day, hour in found[:BUSIEST]
    ]
    return t("digest.busiest", hours="; ".join(named)) if named else ""


def _day(day: int, t: Translator) -> str:
    return weekday(t.language, A_MONDAY + timedelta(days=day), UTC)
