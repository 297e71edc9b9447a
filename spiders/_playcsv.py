"""The months of reviews that Play Console lets an owner download, as pages of reviews.

https://support.google.com/googleplay/android-developer/answer/6135870, seen 2026-11-22.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import blake2b
from urllib.parse import unquote

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.model import Mention, Page, Payload, Reply
from listener.text import one_line

from ._answers import whole
from ._play import address_of, is_package, moment_of, stars_of

PER_PAGE = 500
PACKAGE, STARS = "package name", "star rating"
SUBMITTED = "review submit millis since epoch"
UPDATED = "review last update millis since epoch"
NEEDED = (PACKAGE, SUBMITTED, STARS)

# The Console has written it in both ways, among the address or behind its #.
_ID = re.compile(r"[?&#:]reviewid=([^&#\s]+)", re.IGNORECASE)

Row = dict[str, str]


def pages_of(file: Payload) -> Iterator[tuple[str, Page]]:
    """The pages of a file, those edited first before those edited last, with their app.

    A review that stands twice in a file goes onto two pages, the later one as its edit: so the
    last word wins, and what was said before is kept as a version.
    """
    mentions = _mentions(_rows(file), one_line(file.url, 80))
    by_app: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=_position):
        by_app.setdefault(mention.subject or "", []).append(mention)
    for app, own in by_app.items():
        for page in _in_pages(own):
            yield app, Page(mentions=tuple(page))


def _position(mention: Mention) -> datetime:
    at = mention.edited_at or mention.published_at
    assert at is not None
    return at


def _in_pages(mentions: Iterable[Mention]) -> Iterator[list[Mention]]:
    page: dict[str, Mention] = {}
    for mention in mentions:
        if len(page) == PER_PAGE or mention.id in page:
            yield list(page.values())
            page = {}
        page[mention.id] = mention
    if page:
        yield list(page.values())


def _rows(file: Payload) -> list[Row]:
    """The rows by the names of their columns, in small letters; raises UnexpectedAnswer."""
    name = one_line(file.url, 80)
    try:
        table = csv.reader(io.StringIO(_decoded(file.body), newline=""), strict=True)
        rows = [row for row in table if row]
    except (ValueError, csv.Error) as error:
        raise UnexpectedAnswer(say("playconsole.not_a_csv", file=name)) from error
    columns = [" ".join(cell.split()).casefold() for cell in rows[0]] if rows else []
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        columns_wanted = ", ".join(f"«{column.title()}»" for column in missing)
        raise UnexpectedAnswer(say("playconsole.other_csv", file=name, columns=columns_wanted))
    return [dict(zip(columns, row, strict=False)) for row in rows[1:]]


def _decoded(body: bytes) -> str:
    """The text. Google writes UTF-16; spreadsheet programs and other tools save UTF-8."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16")
    return body.decode("utf-16-le" if body[1:2] == b"\x00" else "utf-8-sig")


def _mentions(rows: list[Row], name: str) -> Iterator[Mention]:
    met: Counter[str] = Counter()
    for number, row in enumerate(rows, start=2):
        mention = _mention(row, met)
        if mention is None:
            # A file that broke off ends so; half a month that looks whole would be worse.
            raise UnexpectedAnswer(say("playconsole.broken_row", file=name, row=number))
        yield mention


def _mention(row: Row, met: Counter[str]) -> Mention | None:
    """One row; None where it lacks its app, its time or its stars.

    Its language is that of the device, often not that of the words: it is not declared.
    """
    app, stars = _cell(row, PACKAGE), stars_of(_cell(row, STARS))
    written, edited = _time(row, SUBMITTED), _time(row, UPDATED)
    if not is_package(app) or stars is None or written is None:
        return None
    native = _ID.search(_cell(row, "review link"))
    given = unquote(native[1]) if native else _derived(row, met)
    return Mention(
        id=given,
        id_kind="native" if native else "derived",
        kind="review",
        url=address_of(app, given) if native else "",
        title=_cell(row, "review title"),
        text=_cell(row, "review text"),
        published_at=written,
        edited_at=edited if edited and edited > written else None,
        subject=app,
        version=_cell(row, "app version name") or _cell(row, "app version code") or None,
        rating=stars,
        replies=_replies(row),
    )


def _derived(row: Row, met: Counter[str]) -> str:
    """An id for stars without words, which Google gives none.

    The millisecond, device and language make it. Not the version: stars given anew after an
    update come with the new version and the old millisecond, and are the same review. Where two
    rows of a file agree in all (none of 729 real ones did), the later one in the file is counted.
    """
    parts = [_cell(row, column) for column in (PACKAGE, SUBMITTED, "device", "reviewer language")]
    made = blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
    met[made] += 1
    return f"stars:{made}" if met[made] == 1 else f"stars:{made}:{met[made]}"


def _replies(row: Row) -> tuple[Reply, ...]:
    """The developer's answer; its time moves when it is edited."""
    text, at = _cell(row, "developer reply text"), _time(row, "developer reply millis since epoch")
    return (Reply(text=text, at=at, time_kind="modified" if at else "none"),) if text else ()


def _time(row: Row, column: str) -> datetime | None:
    millis = whole(_cell(row, column))
    return moment_of(millis // 1000) if millis else None


def _cell(row: Row, column: str) -> str:
    return row.get(column, "").strip()
