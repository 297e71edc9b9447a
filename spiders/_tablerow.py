"""One row of a table as a mention, as its column map says."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from listener.columns import ColumnMap, Scale
from listener.i18n import say
from listener.model import Author, Mention, Precision, Rating, Reply
from listener.text import fold, one_line, web_address

from ._answers import text_of
from ._entry import digest_of
from ._tabletime import time_in

_LONGEST_ID = 200
_NOTHING = frozenset({"", "-", "–", "n/a", "na", "nan", "null", "none", "#n/a"})
# What a spreadsheet makes of a long number: its last digits are lost.
_ROUNDED = re.compile(r"-?[0-9](?:[.,][0-9]+)?e\+?[0-9]{2}", re.IGNORECASE)
# `9`, `4,5`, `4/5`, `9 - Muy probable`.
_MARK = re.compile(r"(-?[0-9]{1,6}(?:[.,][0-9]{1,6})?)(?:\s*/\s*([0-9]{1,6}))?(?:[\s:.)–-]+\D*)?")
# Helpdesks write mails down as they came. `<3` and `a < b` are no markup.
_MARKUP = re.compile(
    r"</?(?:a|b|body|br|div|em|html|i|img|li|ol|p|pre|span|strong|table|td|u|ul)\b[^<>]{0,999}>",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)


class Faulty(ValueError):
    """What is wrong with a row, in the words of whoever can mend it."""


class Cells:
    """The cells of a row by what they mean."""

    def __init__(self, row: dict[str, str], columns: ColumnMap) -> None:
        self._row, self._columns = row, columns.columns.used

    def __getitem__(self, meaning: str) -> str:
        return self._row.get(self._columns.get(meaning, ""), "")

    def value(self, meaning: str) -> str:
        """The cell; nothing where a program has written that it has none."""
        cell = self[meaning]
        return "" if cell.casefold() in _NOTHING else cell

    def name(self, meaning: str) -> str:
        """How the column is called in the file, for errors."""
        return one_line(self._columns.get(meaning, ""), 60)


class Reader(Struct):
    """Reads the rows of one file; those without an id of their own are counted."""

    columns: ColumnMap
    brand: str
    zone: ZoneInfo
    met: Counter[str]

    def mention(self, row: dict[str, str]) -> Mention | None:
        """The row; None for one that says nothing. Raises Faulty."""
        cells = Cells(row, self.columns)
        rating = _rating(cells, self.columns.scale)
        if not cells["text"] and not cells["title"] and rating is None:
            return None
        at, precision = self._time(cells, "time")
        edited = self._time(cells, "edited")[0]
        given = _given_id(cells)
        return Mention(
            id=self._id(given or self._derived(cells)),
            id_kind="native" if given else "derived",
            kind=self.columns.kind or ("post" if rating is None else "review"),
            url=web_address(cells["url"]),
            title=_words(cells["title"]),
            text=_words(cells["text"]),
            author=Author(name=cells.value("author")) if cells.value("author") else None,
            published_at=at,
            edited_at=edited if at is None or (edited and edited > at) else None,
            precision=precision,
            language=self._language(cells),
            country=cells.value("country") or None,
            subject=self.columns.title or self.columns.name,
            item=cells.value("item") or None,
            rating=rating,
            replies=self._replies(cells),
        )

    def _id(self, own: str) -> str:
        """Two surveys count from one, and so do two brands with the same form."""
        own = own if len(own) <= _LONGEST_ID else f"~{digest_of(own, size=12)}"
        return f"{self.brand}/{self.columns.name}:{own}"

    def _derived(self, cells: Cells) -> str:
        """An id of what was said, when and by whom; whoever says the same again is counted."""
        parts = ("time", "author", "title", "text", "rating", "url", "item")
        made = digest_of(*(cells[part] for part in parts), size=12)
        self.met[made] += 1
        return f"~{made}" if self.met[made] == 1 else f"~{made}:{self.met[made]}"

    def _time(self, cells: Cells, meaning: str) -> tuple[datetime | None, Precision]:
        written = cells.value(meaning)
        if not written:
            return None, "none"
        found = time_in(written, self.columns.dates, self.zone)
        if found is None:
            shown = one_line(written, 40)
            raise Faulty(
                say(
                    "table.bad_time",
                    column=cells.name(meaning),
                    value=shown,
                    dates=self.columns.dates,
                )
            )
        return found

    def _language(self, cells: Cells) -> str | None:
        found = _LANGUAGE.fullmatch(cells.value("language"))
        return found[1].lower() if found else self.columns.language

    def _replies(self, cells: Cells) -> tuple[Reply, ...]:
        """The first answer; some tables tell when it was given, and not what it says."""
        at = self._time(cells, "reply_time")[0]
        text = _words(cells.value("reply"))
        if not text and at is None:
            return ()
        author = cells.value("reply_author") or None
        return (Reply(text=text, author=author, at=at, time_kind="created" if at else "none"),)


def _words(cell: str) -> str:
    return text_of(cell) if _MARKUP.search(cell) else cell


def _given_id(cells: Cells) -> str:
    given = cells.value("id")
    if _ROUNDED.fullmatch(given):
        raise Faulty(say("table.rounded_id", column=cells.name("id"), value=given))
    return given


def _rating(cells: Cells, scale: Scale | None) -> Rating | None:
    """The mark on its scale; None where none was given."""
    written = cells.value("rating")
    if not written or scale is None:
        return None
    raw = _mark(written, scale)
    if raw is None or not min(scale.worst, scale.best) <= raw <= max(scale.worst, scale.best):
        raise Faulty(
            say(
                "table.bad_mark",
                column=cells.name("rating"),
                value=one_line(written, 40),
                worst=f"{scale.worst:g}",
                best=f"{scale.best:g}",
            )
        )
    return Rating(raw, scale.worst, scale.best)


def _mark(written: str, scale: Scale) -> float | None:
    said = fold(written)
    for words, mark in scale.words.items():
        if fold(words.strip()) == said:
            return mark
    if set(written) <= {"★", "⭐", "☆", "\ufe0f"}:
        return float(written.count("★") + written.count("⭐"))
    found = _MARK.fullmatch(written)
    if not found or (found[2] and float(found[2]) != max(scale.worst, scale.best)):
        return None
    return float(found[1].replace(",", "."))
