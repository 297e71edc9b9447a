"""Numbers, shares and moments as people of each language write them."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from listener.i18n import Language, Translator
from listener.spikes import Evaluation

_MONTHS = {
    "es": "ene feb mar abr may jun jul ago sept oct nov dic".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}


def number(language: Language, value: float, decimals: int = 0) -> str:
    """`1.234,5` in Spanish, `1,234.5` in English."""
    english = f"{value:,.{decimals}f}"
    if language == "en":
        return english
    return english.translate(str.maketrans(",.", ".,"))


def share(language: Language, part: float, whole: float) -> str:
    """A share in whole per cent, `—` of nothing."""
    if not whole:
        return "—"
    space = "\u00a0" if language == "es" else ""
    return f"{round(100 * part / whole)}{space}%"


def percent(language: Language, value: float, *, sign: bool = True) -> str:
    """A share of 0 to 1 in per cent: whole, below one with a decimal; with its sign or without."""
    decimals = int(0 < value < 0.00995)
    space = "\u00a0" if language == "es" else ""
    bare = number(language, 100 * value, decimals)
    return f"{bare}{space}%" if sign else bare


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
    """`22 nov 2026, 14:05` in Spanish, `22 Nov 2026, 14:05` in English; in the given zone."""
    return f"{day(language, at, zone)}, {clock(at, zone)}"


def day(language: Language, at: datetime, zone: tzinfo) -> str:
    """`22 nov 2026` in Spanish, `22 Nov 2026` in English; in the given zone."""
    local = at.astimezone(zone)
    return f"{local.day} {_MONTHS[language][local.month - 1]} {local.year}"


def clock(at: datetime, zone: tzinfo) -> str:
    """`14:05` in the given zone."""
    return f"{at.astimezone(zone):%H:%M}"


SHORTEST_SPAN = timedelta(minutes=1)
"""For "within so long", of which no shorter one would be read as meant."""


def span(time: timedelta, t: Translator) -> str:
    """So much time in one unit: minutes up to an hour and a half, hours up to two days, days."""
    seconds = time.total_seconds()
    if seconds < 60:
        return t("reviews.span_moment")
    unit, size = ("minutes", 60) if seconds < 5400 else ("hours", 3600)
    if seconds >= 2 * 86400:
        unit, size = "days", 86400
    n = round(seconds / size)
    return t(f"reviews.span_{unit}", n=n, count=number(t.language, n))
