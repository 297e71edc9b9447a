"""Dates as pages write them: in digits, in words, or counted back from today."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from listener.model import Payload, Precision

from ._entry import precision_of

ORDERS = ("DMY", "MDY", "YMD")

_DATE = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}(?:[T ].*)?")
_MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})(?![0-9])")
_DIGITS = re.compile(r"(?<![0-9])([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?(?![0-9:.])")
_ZONE = re.compile(r"(?:[zZ]|[+-][0-9]{2}:?[0-9]{2})$")
_DAY_FIRST = frozenset({"es", "pt", "fr", "it", "de", "ca", "gl", "eu", "nl", "pl", "tr"})
_LANGUAGES = ("es", "en", "pt", "fr", "de", "it")
_LONGEST = 60
# A page of thousands of different riddles would hold up all walks: each takes some milliseconds.
_MOST_IN_WORDS = 400


class Day(Struct, frozen=True, kw_only=True):
    """A date that was read. `known_by` tells reviews apart; a date that moves on tells nothing."""

    at: datetime | None = None
    precision: Precision = "none"
    known_by: str = ""


class Calendar:
    """How one page writes its dates: its language, its order of day and month, its today.

    `today` is when the page was made, by the clock of its server.
    """

    def __init__(self, language: str = "", order: str = "", today: datetime | None = None) -> None:
        self.language, self.order, self.today = language.lower(), order, today
        self._in_words: dict[str, Day] = {}

    def learn(self, dates: Iterable[str]) -> None:
        """Takes the order of day and month from dates that can be read in one way only.

        An order that a person gave stands. Without one a page that writes in two ways has none.
        """
        if self.order:
            return
        parts = [found for found in map(_DIGITS.search, dates) if found and len(found[4]) == 4]
        months = {"DMY" for each in parts if int(each[1]) > 12}
        months |= {"MDY" for each in parts if int(each[3]) > 12}
        self.order = months.pop() if len(months) == 1 else "" if months else self._usual_order()

    def day(self, written: str) -> Day:
        """The date, and how exact it is; none where its order of parts would be a guess.

        Midnight is how programs write a day. A clock without a zone may be half a day off: it
        counts as the day alone.
        """
        if _MONTH.fullmatch(written) or _DATE.fullmatch(written):
            at, precision = _iso(written)
            return Day(at=at, precision=precision, known_by=written[:10])
        if found := _YEAR_FIRST.match(written):
            return _dated(written, found[1], found[2], found[3])
        if found := _DIGITS.search(written):
            return self._in_digits(written, found)
        if written not in self._in_words:
            known_by = written[:10] if _YEAR.search(written) else ""
            if len(self._in_words) >= _MOST_IN_WORDS or not _is_wordy(written):
                return Day(known_by=known_by)
            self._in_words[written] = self._read_words(written) or Day(known_by=known_by)
        return self._in_words[written]

    def _usual_order(self) -> str:
        """Day first in most languages; in English, it depends on the country."""
        if self.language == "en-us":
            return "MDY"
        is_day_first = self.language.partition("-")[0] in _DAY_FIRST or self.language in (
            "en-gb",
            "en-ie",
            "en-au",
            "en-nz",
        )
        return "DMY" if is_day_first else ""

    def _in_digits(self, written: str, found: re.Match[str]) -> Day:
        one, other, year = found[1], found[3], found[4]
        year = year if len(year) == 4 else f"20{year}"
        if self.order == "DMY" or one == other:
            return _dated(written, year, other, one)
        if self.order == "MDY":
            return _dated(written, year, one, other)
        if self.order == "YMD" and len(found[4]) == 2:
            return _dated(written, f"20{one.zfill(2)}", other, found[4])
        return Day(known_by=written[:10])

    def _read_words(self, written: str) -> Day | None:
        """`October 24, 2011`, `12 de marzo de 2024`, `hace 3 días`."""
        found = self._parsed(written)
        if found is None or found.date_obj is None:
            return None
        at, year = found.date_obj, _YEAR.search(written)
        if year and at.year == int(year[0]):
            return _absolute(written, at, found.period)
        return self._from_today(at, found.period)

    def _from_today(self, at: datetime, period: str) -> Day:
        """A date that says how long ago. It is another tomorrow, so nothing is known by it."""
        if self.today is None or period == "year":
            return Day()
        at = _utc(at).replace(hour=0, minute=0, second=0, microsecond=0)
        if at > self.today:
            return Day()
        if period in ("day", "time"):
            return Day(at=at, precision="day")
        return Day(at=at.replace(day=1), precision="month")

    def _parsed(self, written: str) -> Any:
        from dateparser.data.languages_info import language_order
        from dateparser.date import DateDataParser

        own = self.language.partition("-")[0]
        first = (own,) if own in language_order and own not in _LANGUAGES else ()
        rest = sorted(_LANGUAGES, key=lambda language: language != own)
        settings = {
            "DATE_ORDER": self.order or "DMY",
            "PREFER_DAY_OF_MONTH": "first",
            "PREFER_DATES_FROM": "past",
            "RETURN_TIME_AS_PERIOD": True,
            "RELATIVE_BASE": (self.today or datetime(2000, 1, 1, tzinfo=UTC)).replace(tzinfo=None),
        }
        parser = DateDataParser(languages=[*first, *rest], use_given_order=True, settings=settings)
        try:
            return parser.get_date_data(written)
        except (ValueError, OverflowError):
            return None


def today_of(payload: Payload) -> datetime | None:
    """When the server made the page, by its own clock."""
    from email.utils import parsedate_to_datetime

    try:
        return _utc(parsedate_to_datetime(payload.headers.get("date", "")))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _is_wordy(written: str) -> bool:
    """Digits alone could be anything; whole sentences are no dates."""
    return len(written) <= _LONGEST and any(letter.isalpha() for letter in written)


def _iso(written: str) -> tuple[datetime | None, Precision]:
    if month := _MONTH.fullmatch(written):
        return _at(f"{month[1]}-{month[2] or '01'}-01", "month")
    at, precision = _at(written, precision_of(written))
    if at and (":" not in written or not _ZONE.search(written)):
        return at.replace(hour=0, minute=0, second=0, microsecond=0), "day"
    return at, "day" if at and _MIDNIGHT.search(written) else precision


def _absolute(written: str, at: datetime, period: str) -> Day:
    """A day or month with its year. Its clock counts only with a zone beside it."""
    if period == "month":
        first = _utc(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return Day(at=first, precision="month", known_by=f"{at:%Y-%m}")
    if period == "time" and at.tzinfo:
        return Day(at=_utc(at), precision=precision_of(written), known_by=f"{at:%Y-%m-%d}")
    if period not in ("day", "time"):
        return Day(known_by=written[:10])
    return _dated(f"{at:%Y-%m-%d}", str(at.year), str(at.month), str(at.day))


def _dated(written: str, year: str, month: str, day: str) -> Day:
    at, precision = _at(f"{year}-{month.zfill(2)}-{day.zfill(2)}", "day")
    return Day(at=at, precision=precision, known_by=written[:10])


def _at(written: str, precision: Precision) -> tuple[datetime | None, Precision]:
    try:
        return _utc(datetime.fromisoformat(written)), precision
    except (ValueError, OverflowError):
        return None, "none"


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
