"""Times as tables write them: in the order that the map says, in the zone that it says."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from listener.columns import Dates
from listener.model import Precision
from listener.text import fold

from ._answers import time_of

_CLOCK = (
    r"(?:(?:\s*[T,]\s*|\s+)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})"
    r"(?:[.,][0-9]+)?)?(?:\s*(?P<half>[ap])\.?\s?m\.?)?)?"
    r"(?:\s*(?P<zone>z|utc|gmt|(?:utc|gmt)?[+-][0-9]{2}:?[0-9]{2}))?"
)
_DIGITS = re.compile(
    r"(?P<one>[0-9]{1,4})(?P<cut>[/.-])(?P<two>[0-9]{1,2})(?P=cut)(?P<three>[0-9]{1,4})" + _CLOCK,
    re.IGNORECASE,
)
_DAY_IN_WORDS = re.compile(r"\b(?P<day>[0-9]{1,2})[ -](?:de )?(?P<month>[a-z]+)\.?[ -](?:de )?")
_MONTH_IN_WORDS = re.compile(r"\b(?P<month>[a-z]+)\.? (?P<day>[0-9]{1,2}), ")
_WEEKDAY = re.compile(r"^[a-z]+\.?, ")
_MONTHS = (
    *("jan ene", "feb", "mar", "apr abr", "may", "jun"),
    *("jul", "aug ago", "sep", "oct", "nov", "dec dic"),
)
_LONGEST = 60


def time_in(written: str, dates: Dates, zone: ZoneInfo) -> tuple[datetime, Precision] | None:
    """The moment in UTC and how exact it is; None for what is no time in that order.

    A year in front says the order by itself. A day without a clock begins in its own zone.
    """
    if len(written) > _LONGEST:
        return None
    unit = {"seconds": 1, "milliseconds": 1000}.get(dates)
    if unit and (counted := _counted(written, unit)):
        return counted
    found = _DIGITS.fullmatch(_in_digits(written))
    if found is None:
        return None
    parts = _parts(found, dates)
    return _moment(parts, found, zone) if parts else None


def _counted(written: str, unit: int) -> tuple[datetime, Precision] | None:
    if not re.fullmatch(r"[0-9]{1,16}(?:\.[0-9]+)?", written):
        return None
    at = time_of(int(float(written)) // unit)
    return (at, "second") if at else None


def _in_digits(written: str) -> str:
    """`12 de nov. de 2026, 9:05` and `Nov 12, 2026 9:05` with the year in front."""
    if not any(letter.isalpha() for letter in written):
        return written.strip()
    text = _WEEKDAY.sub("", fold(written).strip())
    found = _DAY_IN_WORDS.search(text) or _MONTH_IN_WORDS.search(text)
    month = found and next((n for n, names in enumerate(_MONTHS, 1) if _is(found, names)), 0)
    year = re.compile(r"([0-9]{4})(?![0-9])").match(text, found.end()) if found else None
    if not found or not month or not year:
        return text
    return f"{year[1]}-{month}-{found['day']}{text[year.end() :]}"


def _is(found: re.Match[str], names: str) -> bool:
    return found["month"][:3] in names.split()


def _parts(found: re.Match[str], dates: Dates) -> tuple[int, int, int] | None:
    one, two, three = found["one"], found["two"], found["three"]
    if len(one) == 4:
        return int(one), int(two), int(three)
    if dates not in ("day-first", "month-first") or len(one) > 2 or len(three) not in (2, 4):
        return None
    year = int(three) if len(three) == 4 else 2000 + int(three)
    return (year, int(two), int(one)) if dates == "day-first" else (year, int(one), int(two))


def _moment(
    day: tuple[int, int, int], found: re.Match[str], zone: ZoneInfo
) -> tuple[datetime, Precision] | None:
    precision: Precision = "second" if found["second"] else "minute" if found["hour"] else "day"
    hour = int(found["hour"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    try:
        at = datetime(*day, hour, int(found["minute"] or 0), int(found["second"] or 0), tzinfo=zone)
        return _zoned(at, found["zone"]).astimezone(UTC), precision
    except (ValueError, OverflowError):
        return None


def _zoned(at: datetime, written: str | None) -> datetime:
    """The time in the zone that stands beside it, if one does."""
    if not written:
        return at
    offset = re.sub(r"(?i)utc|gmt|z", "", written)
    return datetime.fromisoformat(f"{at.replace(tzinfo=None).isoformat()}{offset or '+00:00'}")
