"""The last whole week against its season, in words."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from listener.i18n import Translator
from listener.i18n.formats import day, listed, number
from listener.records import Report, WeekOfYear
from listener.text import one_line


def week_said(
    report: Report, t: Translator, titled: Callable[[str], str] = lambda name: name
) -> str:
    """How many negatives it had, and how many are usual; nothing where no season is known.

    `titled` is what people call a source.
    """
    week = report.week_of_year
    if week is None:
        return ""
    said = t(
        "digest.week",
        day=day(t.language, week.since, ZoneInfo(report.time_zone)),
        counted=t("digest.week_counted", n=week.observed, count=number(t.language, week.observed)),
        expected=_usual(week, t),
        low=number(t.language, week.low),
        high=number(t.language, week.high),
        years=week.years,
    )
    return " ".join(filter(None, [_marked(said, week, t), _without(week, t, titled)]))


def _marked(said: str, week: WeekOfYear, t: Translator) -> str:
    if week.unusual:
        return t("digest.week_unusual", said=said)
    why = one_line(week.expected_because, 300).rstrip(".")
    return t("digest.week_expected", said=said, why=why) if why else said


def _usual(week: WeekOfYear, t: Translator) -> str:
    """In whole mentions; less than one with a decimal, unless it is next to none."""
    return number(t.language, week.expected, int(0.05 <= week.expected < 0.95))


def _without(week: WeekOfYear, t: Translator, titled: Callable[[str], str]) -> str:
    names = listed(t.language, [one_line(titled(each), 40) for each in week.without])
    return t("digest.week_without", names=names) if names else ""
