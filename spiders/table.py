"""Tables of any program: exports of networks without an API, surveys, tickets of a helpdesk."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from listener.columns import NAME, ColumnMap, Proposal
from listener.errors import AccessDenied, UnexpectedAnswer
from listener.i18n import say
from listener.model import Bookmark, Mention, Page, Payload, Unread, Watch
from listener.source import About, ClientSource, ReadsFiles, ReadsTables
from listener.text import one_line, storable

from ._tablebook import LARGEST, OLD, ZIP, book_table
from ._tableguess import guess, proposal
from ._tablerow import Faulty, Reader
from ._tabletext import Line, Table, text_table

PER_PAGE = 500
NEEDED = ("id", "text", "title", "rating", "time")


class Tables(ClientSource, ReadsTables):
    """Files that a person has; nobody is asked for anything."""

    about = About(
        name="table",
        title="CSV, Excel, JSON",
        homepage="https://jsonlines.org",
        docs="https://www.rfc-editor.org/rfc/rfc4180",
        access="own-file",
        gives="mentions",
        watches="listing",
        example="encuesta-nps",
        sees={
            "es": "Lo que traiga tu tabla en CSV, Excel (XLSX) o JSON: comentarios de TikTok o "
            "LinkedIn, respuestas de encuestas (NPS, CSAT, CES) con su nota, tickets con su "
            "primera respuesta. Un mapa de columnas dice qué es cada una: «listener import "
            "--columns ARCHIVO» lo propone.",
            "en": "What your table holds, in CSV, Excel (XLSX) or JSON: comments of TikTok or "
            "LinkedIn, answers of surveys (NPS, CSAT, CES) with their mark, tickets with their "
            'first answer. A column map says which is which: "listener import --columns FILE" '
            "proposes one.",
        },
        misses={
            "es": "Lo que no esté en la tabla; no se recoge solo. De un ticket guarda cuándo se "
            "abrió y su primera respuesta, no cuándo se resolvió. Las fórmulas de Excel no se "
            "calculan y de un archivo solo se lee una hoja.",
            "en": "What is not in the table; nothing of it is collected by itself. Of a ticket it "
            "keeps when it was opened and its first answer, not when it was solved. Formulas of "
            "Excel are not computed, and of a file one sheet is read.",
        },
        every=timedelta(days=1),
        pages=1,
        match=False,
    )

    def normal_listing(self, listing: str) -> str:
        """The name of the column map."""
        name = listing.strip()
        if not NAME.fullmatch(name):
            raise ValueError(say("table.bad_name", name=one_line(name, 80)))
        return name

    def connect(self, secrets: dict[str, str]) -> Any:
        """There is nobody to ask; a person is told what it is for."""
        raise AccessDenied(say("table.not_crawled"))

    def pages(self, client: Any, watch: Watch, since: Bookmark | None) -> Iterator[Page]:
        """None: `connect` has said so."""
        return iter(())

    def file_pages(self, file: Payload) -> Iterator[tuple[str, Page]]:
        """Without a map nobody knows what the columns are."""
        raise UnexpectedAnswer(say("table.which_map"))

    def with_map(self, columns: ColumnMap, brand: str) -> ReadsFiles:
        """The reader of such tables of a brand."""
        return Mapped(columns, brand)

    def propose(self, file: Payload) -> Proposal:
        """The columns with some of their values, and what they may mean."""
        table = _table(file, None)
        return proposal(table)


class Mapped(ReadsFiles):
    """Tables of one kind, for one brand."""

    def __init__(self, columns: ColumnMap, brand: str) -> None:
        self.columns, self.brand = columns, brand

    def file_pages(self, file: Payload) -> Iterator[tuple[str, Page]]:
        """The rows that could be read, and beside them those that could not, with their line."""
        table, columns = _table(file, self.columns), self.columns
        _check_columns(table, columns, one_line(file.url, 80))
        sorter = _Sorter(columns, self.brand)
        for line in table.lines:
            sorter.take(line)
            if len(sorter.mentions) == PER_PAGE:
                yield columns.name, sorter.page()
        yield columns.name, replace(sorter.page(), notes=(*table.notes, *sorter.notes()))


class _Sorter:
    """Puts rows where they belong: mentions, rows with a fault, rows that say nothing."""

    def __init__(self, columns: ColumnMap, brand: str) -> None:
        zone = ZoneInfo(columns.time_zone or "UTC")
        self._reader = Reader(columns=columns, brand=brand, zone=zone, met=Counter())
        self._lines: dict[str, tuple[int, bytes]] = {}
        self._empty = 0
        self.mentions: list[Mention] = []
        self._unread: list[Unread] = []

    def take(self, line: Line) -> None:
        """One more row."""
        try:
            if line.error:
                raise Faulty(line.error)
            mention = self._reader.mention(line.cells)
            if mention is None:
                self._empty += 1
            elif self._is_new(mention, line.number):
                self.mentions.append(mention)
        except Faulty as fault:
            row = storable(line.raw or json.dumps(line.cells, ensure_ascii=False))
            self._unread.append(Unread(line=line.number, error=str(fault), row=row))

    def _is_new(self, mention: Mention, number: int) -> bool:
        """Whether its id was not met yet; the same row twice is one, another row a fault."""
        before = self._lines.setdefault(mention.id, (number, mention.content_hash))
        if before[0] == number:
            return True
        if before[1] == mention.content_hash:
            return False
        shown = one_line(mention.id.partition(":")[2], 40)
        raise Faulty(say("table.twin_id", id=shown, line=before[0]))

    def page(self) -> Page:
        """What has gathered, and begin anew."""
        page = Page(mentions=tuple(self.mentions), unread=tuple(self._unread))
        self.mentions, self._unread = [], []
        return page

    def notes(self) -> tuple[str, ...]:
        """How many rows say nothing."""
        return (say("table.empty_rows", n=self._empty),) if self._empty else ()


def _table(file: Payload, columns: ColumnMap | None) -> Table:
    name = one_line(file.url, 80)
    if len(file.body) > LARGEST:
        raise UnexpectedAnswer(say("store.file_too_big", megabytes=LARGEST // 1_000_000))
    if file.body.startswith((ZIP, OLD)):
        return book_table(file.body, columns, name)
    return text_table(file.body, columns, name)


def _check_columns(table: Table, columns: ColumnMap, file: str) -> None:
    """A table without the columns of its map is another one."""
    used = columns.columns.used
    needed = [name for key, name in used.items() if key in NEEDED or not table.is_loose]
    missing = [name for name in needed if name not in table.columns]
    if missing:
        wanted = ", ".join(f"«{one_line(name, 60)}»" for name in missing)
        there = ", ".join(f"«{one_line(name, 60)}»" for name in table.columns[:30] if name)
        raise UnexpectedAnswer(
            say("table.other_columns", file=file, map=columns.name, missing=wanted, there=there)
        )


def mention_of(row: dict[str, str]) -> Mention:
    """A row whose columns have names that say what they are."""
    columns = replace(guess(tuple(row), {name: (cell,) for name, cell in row.items()})[0], name="x")
    reader = Reader(columns=columns, brand="x", zone=ZoneInfo("UTC"), met=Counter())
    found = reader.mention(row)
    assert found is not None
    return found


SOURCE = Tables()
