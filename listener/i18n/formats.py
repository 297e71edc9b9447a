"""Numbers, shares, moments, spans and lists as people of each language and country write them.

The Unicode consortium's data (CLDR) knows; Babel reads it. It is imported when the first figure is
written, and what was written once is kept: a digest of many brands says the same day very often.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from listener.i18n import Language, Translator
from listener.spikes import Evaluation

if TYPE_CHECKING:
    from babel import Locale

_COUNTRIES = {"es": "es-ES", "en": "en-GB"}
"""Of a language alone: day before month, and a clock of 24 hours."""
_GROUPED_FROM = {"es-ES": 10_000}
"""Babel does not read CLDR's minimumGroupingDigits: Spain writes 1234, but 12.345."""


@cache
def _locale(language: Language) -> Locale:
    from babel import Locale

    return Locale.parse(_COUNTRIES.get(language, language), sep="-")


def number(language: Language, value: float, decimals: int = 0) -> str:
    """`12.345,6` in Spain and Argentina, `12,345.6` in Mexico and in English."""
    return _number(language, round(value, decimals) or 0, decimals)  # never "-0"


@lru_cache(maxsize=8192)
def _number(language: Language, value: float, decimals: int) -> str:
    from babel.numbers import format_decimal

    least = _GROUPED_FROM.get(_COUNTRIES.get(language, language), 0)
    pattern = f"#,##0.{'0' * decimals}".rstrip(".")
    is_grouped = abs(value) >= least
    return format_decimal(value, pattern, _locale(language), group_separator=is_grouped)


def figure(language: Language, value: float, most: int = 2) -> str:
    """`0,33`, `1`: with as many decimals as matter, at most so many."""
    return number(language, value, len(f"{value:.{most}f}".rstrip("0").partition(".")[2]))


def share(language: Language, part: float, whole: float) -> str:
    """A share in whole per cent, `—` of nothing."""
    if not whole:
        return "—"
    return f"{number(language, 100 * part / whole)}{_percent_sign(language)}"


def percent(language: Language, value: float, *, sign: bool = True) -> str:
    """A share of 0 to 1 in per cent: whole, below one with a decimal; with its sign or without."""
    decimals = int(0 < value < 0.00995)
    bare = number(language, 100 * value, decimals)
    return f"{bare}{_percent_sign(language)}" if sign else bare


@cache
def _percent_sign(language: Language) -> str:
    """What follows the figure: `%`, in Spain after a hard space."""
    suffix: str = _locale(language).percent_formats[None].suffix[0]
    return suffix


def shares(look: Evaluation, t: Translator) -> str:
    """`72%; usual 44%, normal range 31–57%`: how it is against how it usually is."""
    return t(
        "detection.shares" if look.items else "detection.shares_of_none",
        share=percent(t.language, look.observed / max(1, look.items)),
        usual=percent(t.language, look.usual_share),
        low=percent(t.language, look.share_low, sign=False),
        high=percent(t.language, look.share_high),
    )


def moment(language: Language, at: datetime, zone: tzinfo) -> str:
    """`22 nov 2026, 14:05` in Spain, `Nov 22, 2026, 2:05 PM` in the United States."""
    return f"{day(language, at, zone)}, {clock(language, at, zone)}"


def day(language: Language, at: datetime, zone: tzinfo) -> str:
    """`22 nov 2026` in Spanish, `22 Nov 2026` in English; in the given zone."""
    return _date(language, at.astimezone(zone).date(), "medium")


def weekday(language: Language, at: datetime, zone: tzinfo) -> str:
    """`domingo`, `Sunday`; in the given zone."""
    return _date(language, at.astimezone(zone).date(), "EEEE")


def month(language: Language, at: datetime, zone: tzinfo) -> str:
    """`nov 2026`, `Nov 2026`: of what is known no closer; in the given zone."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMM", at.astimezone(zone), locale=_locale(language))


@lru_cache(maxsize=4096)
def _date(language: Language, on: date, form: str) -> str:
    from babel.dates import format_date

    return format_date(on, form, _locale(language))


def clock(language: Language, at: datetime, zone: tzinfo) -> str:
    """`14:05` in Spain, `2:05 p.m.` in Mexico; in the given zone."""
    local = at.astimezone(zone)
    return _time(language, time(local.hour, local.minute))


@lru_cache(maxsize=4096)
def _time(language: Language, at: time) -> str:
    from babel.dates import format_time

    # The narrow hard space is a box in many a terminal.
    return format_time(at, "short", locale=_locale(language)).replace("\u202f", "\u00a0")


@lru_cache(maxsize=1024)
def _period(language: Language, first: date, last: date) -> str:
    from babel.dates import format_interval

    said = format_interval(first, last, "yMMMd", locale=_locale(language))
    return said.replace("\u2009", " ")


def period(language: Language, first: datetime, last: datetime, zone: tzinfo) -> str:
    """`5–12 ene 2026`, `Jan 5 – 12, 2026`: from one day to another, both of them included."""
    since, until = (at.astimezone(zone).date() for at in (first, last))
    return _date(language, since, "medium") if since == until else _period(language, since, until)


def short_day(language: Language, at: datetime, zone: tzinfo) -> str:
    """`mié 4`, `Wed 4`: where there is little room; in the given zone."""
    return _date(language, at.astimezone(zone).date(), "EEE d")


def whole_hour(language: Language, at: datetime, zone: tzinfo) -> str:
    """`8:00` in Spain, `8 AM` in the United States: a full hour; in the given zone."""
    from babel.dates import format_time

    if "a" not in _locale(language).time_formats["short"].pattern:
        return clock(language, at, zone)
    said: str = format_time(at.astimezone(zone).time(), "h\u00a0a", locale=_locale(language))
    return said


SHORTEST_SPAN = timedelta(minutes=1)
"""For "within so long", of which no shorter one would be read as meant."""


def span(long: timedelta, t: Translator) -> str:
    """So much time in one unit: minutes up to an hour and a half, hours up to two days, days."""
    seconds = long.total_seconds()
    if seconds < 60:
        return t("reviews.span_moment")
    unit, size = ("minute", 60) if seconds < 5400 else ("hour", 3600)
    if seconds >= 2 * 86400:
        unit, size = "day", 86400
    return _span(t.language, round(seconds / size), unit)


@lru_cache(maxsize=1024)
def _span(language: Language, count: int, unit: Literal["minute", "hour", "day"]) -> str:
    from babel.dates import format_timedelta

    exact = timedelta(**{f"{unit}s": count})
    said = format_timedelta(exact, unit, threshold=float("inf"), locale=_locale(language))
    return said.replace(str(count), number(language, count))


def language(language: Language, code: str) -> str:
    """`polaco`, `Polish`: the language of that code; nothing where CLDR has no name for it."""
    return str(_locale(language).languages.get(code, ""))


def country(language: Language, code: str) -> str:
    """`México`, `Spain`: the country of that code; nothing where CLDR has no name for it."""
    return str(_locale(language).territories.get(code.upper(), ""))


def relative(language: Language, delta: timedelta) -> str:
    """`hace 3 horas`, `3 hours ago`, `dentro de 2 días`: a time as seen from now; the past is less
    than nothing. In one unit: the largest of which it is one and a half.
    """
    from babel.dates import format_timedelta

    now = timedelta(seconds=-1)  # "0 seconds" are in the future
    return format_timedelta(
        delta or now, threshold=1.5, add_direction=True, locale=_locale(language)
    )


def listed(language: Language, items: Sequence[str]) -> str:
    """`a, b y c`; in Spanish `y` is `e` before its own sound: `Acme e Iberia`."""
    from babel.lists import format_list

    said = format_list(items, locale=_locale(language))
    if len(items) > 1 and language.startswith("es") and _SOUNDS_LIKE_Y.match(items[-1]):
        return f"{said.removesuffix(f' y {items[-1]}')} e {items[-1]}"
    return said


_SOUNDS_LIKE_Y = re.compile(r"\W*[hH]?(?!i[A-Z])[iIíÍ](?![aeouáéóúAEOUÁÉÓÚ])")
"""Not before a diphthong (`nieve y hielo`), nor in names like iPhone."""
