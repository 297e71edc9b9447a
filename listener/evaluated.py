"""An evaluation figure by figure, in the same words wherever it is told: `explain`, alerts."""

from __future__ import annotations

from datetime import timedelta, tzinfo
from math import floor, log10

from listener.i18n import Translator
from listener.i18n.formats import moment, number
from listener.spikes import Evaluation

_SMALLEST, _LARGEST = 1e-6, 1e9


def window(look: Evaluation, t: Translator, zone: tzinfo) -> str:
    """From when to when what was looked at was said."""
    start, end = (moment(t.language, at, zone) for at in (look.onset_at, look.until))
    return f"{start} – {end} ({length(minutes_of(look), t)})"


def minutes_of(look: Evaluation) -> int:
    """How long the window is that was looked at."""
    return round((look.until - look.onset_at) / timedelta(minutes=1))


def length(minutes: int, t: Translator) -> str:
    """`45 min`, `2 h 30 min`, `31 h`, `3 days`: as short as a subject wants it."""
    hours, rest = divmod(minutes if minutes < 1440 else 60 * round(minutes / 60), 60)
    days = round(hours / 24)
    if hours >= 48:
        return t("alerts.days", n=number(t.language, days))
    key = "minutes" if not hours else "hours_minutes" if rest else "hours"
    return t(f"alerts.{key}", hours=hours, minutes=rest)


def against(look: Evaluation, t: Translator) -> str:
    """`42 of 58; of so many, usually 26, between 17 and 34 nine times in ten`."""
    return t(
        # Where a share tells, so many are usual of those that there are: more may be than of all
        # that are usual.
        "explain.of_items" if look.method == "count" else "explain.of_so_many",
        observed=number(t.language, look.observed),
        items=number(t.language, look.items),
        **band(look.expected, look.low, look.high, t),
    )


def in_all(look: Evaluation, t: Translator) -> str:
    """`58; 79 were expected, between 55 and 104`."""
    found = band(look.items_expected, look.items_low, look.items_high, t)
    return t("explain.in_all", items=number(t.language, look.items), **found)


def band(expected: float, low: float, high: float, t: Translator) -> dict[str, str]:
    """The blanks `expected`, `low` and `high` of a message."""
    figures = {"expected": expected, "low": low, "high": high}
    return {name: rounded(value, t) for name, value in figures.items()}


def basis(look: Evaluation, t: Translator, zone: tzinfo) -> str:
    """How many days and weeks have taught what is usual, and since when."""
    days = max(1, round(look.basis_days))
    weeks = number(t.language, look.basis_days / 7, 1)
    said = t("explain.basis_of", n=days, days=number(t.language, days), weeks=weeks)
    if look.basis_since is None:
        return said
    return t("explain.basis_since", said=said, since=moment(t.language, look.basis_since, zone))


def rate(look: Evaluation, t: Translator) -> str:
    """How many false alarms a month a threshold just here would raise, and how many may be."""
    monthly, budget = significant(look.monthly, t), significant(look.budget, t)
    key = "explain.alarming" if look.monthly <= look.budget else "explain.not_alarming"
    return t(key, monthly=monthly, budget=budget)


def chance(look: Evaluation, t: Translator) -> str:
    """The p-value of a count, the e-value of a share."""
    if look.method == "count":
        return t("explain.p_value", value=significant(look.chance, t))
    odds = 1 / look.chance if look.chance > 0 else float("inf")
    return t("explain.e_value", value=significant(odds, t))


def rounded(value: float, t: Translator) -> str:
    """Whole from ten on, else with a decimal where it has one."""
    return number(t.language, value, 0 if value >= 10 or value == int(value) else 1)


def significant(value: float, t: Translator) -> str:
    """To two figures, in the marks of the language: `0.0021`, `1,900`; what is beyond, as such."""
    if value > _LARGEST:
        return t("explain.over", value=number(t.language, _LARGEST))
    if 0 < value < _SMALLEST:
        return t("explain.under", value=number(t.language, _SMALLEST, 6))
    if value >= 10 or value == int(value):
        return number(t.language, float(f"{value:.3g}"))
    decimals = 1 - floor(log10(value))
    digits = f"{value:.{decimals}f}".rstrip("0")
    return number(t.language, value, len(digits.partition(".")[2]))
