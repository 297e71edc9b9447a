"""When people write: the hours of the week, the three busiest in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from listener.chart import Chart
from listener.chart_tables import Column, columns_chart, week_chart
from listener.digest.blocks import Heat, Paragraph, Section
from listener.digest.estimates import facts_of
from listener.digest.wording import Wording
from listener.facts import Hours
from listener.i18n import Translator
from listener.i18n.formats import number, weekday
from listener.periods import lengths
from listener.records import Report

BUSIEST = 3
A_MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
BUSY = 3
"""With fewer mentions than this no hour is a busy one."""

_WEEK = timedelta(days=7)
_EVERY = 3
"""Hours of which one is named in a chart."""


def busy_hours(report: Report, words: Wording) -> Section | None:
    """The three busiest in words; and in a page those of the negatives, of a week day by day."""
    facts, t = facts_of(report), words.t
    if facts.hours is None or report.totals.items < facts.least:
        return None
    said = _busiest(facts.hours, t)
    if not said:
        return None
    zone = ZoneInfo(report.time_zone)
    whole = max(lengths(report.since, report.until, zone)) >= _WEEK
    days = tuple(_day(day, t) for day in range(7))
    heat = Heat(
        rows=days,
        values=facts.hours.items,
        chart=(_of_a_week if whole else _of_a_day)(facts.hours, said, t),
    )
    return Section(key="hours", title=t("digest.hours"), blocks=(Paragraph(text=said), heat))


def _of_a_week(hours: Hours, said: str, t: Translator) -> Chart:
    return week_chart(
        t("digest.negatives_by_hour"),
        said,
        hours.negatives,
        days=[_day(day, t)[:3] for day in range(7)],
        hours=_names(),
        least=number(t.language, 0),
        most=number(t.language, max(max(day) for day in hours.negatives)),
    )


def _of_a_day(hours: Hours, said: str, t: Translator) -> Chart:
    """What is shorter than a week is told by the hour of the clock alone."""
    items, negatives = (
        [sum(day[hour] for day in days) for hour in range(24)]
        for days in (hours.items, hours.negatives)
    )
    columns = [
        Column(negatives=bad, others=max(0, count - bad), label=name)
        for bad, count, name in zip(negatives, items, _names(), strict=True)
    ]
    title, others = t("digest.mentions_by_hour"), t("digest.others")
    return columns_chart(title, said, columns, negative=t("digest.negative"), others=others)


def _names() -> list[str]:
    return [f"{hour}" if hour % _EVERY == 0 else "" for hour in range(24)]


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
