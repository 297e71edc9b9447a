"""Files that a source's owner has exported or saved, stored like what was collected.

A file tells what was. It moves no bookmark, says nothing of health, gaps or absences, raises no
alarm and asks no site. What is newer in the store stays; importing twice changes nothing.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

from msgspec import Struct, json
from msgspec.structs import replace

from listener.collecting import WatchRun
from listener.columns import ColumnMap
from listener.config import Brand, Config
from listener.enriching import enricher
from listener.errors import ConfigError, SourceError, UnexpectedAnswer
from listener.i18n import say, why
from listener.model import Mention, Page, Payload, Unread
from listener.source import ReadsFiles, ReadsTables, load_source, source_names
from listener.store import Batch, Store
from listener.store.imports import told_at
from listener.text import one_line
from listener.tidying import claims, tidied
from listener.watching import watch_of_listing

LARGEST = 500_000_000
"""Bytes of a file, unpacked: a small archive may hold a mountain."""


class File(Struct, frozen=True, kw_only=True):
    """A file as it was found, or why it could not be read."""

    name: str
    body: bytes = b""
    error: str = ""


class Imported(Struct, frozen=True, kw_only=True):
    """What was in a file: its rows by what became of them, then by what they are.

    `known` are stored just so, `stale` are older than what is stored. `listings` are those that
    the file is about, `unlisted` those of them that the brand's settings do not name. `unread` are
    rows that could not be read, beside the others; `notes` tell how the file was read.
    """

    file: str
    rows: int = 0
    new: int = 0
    changed: int = 0
    known: int = 0
    stale: int = 0
    star_only: int = 0
    undated: int = 0
    listings: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()
    error: str = ""

    def plus(self, other: Imported) -> Imported:
        """Both together, under this one's name."""
        counts = ("rows", "new", "changed", "known", "stale", "star_only", "undated")
        sums = {name: getattr(self, name) + getattr(other, name) for name in counts}
        return replace(
            self,
            listings=tuple(dict.fromkeys([*self.listings, *other.listings])),
            unlisted=tuple(dict.fromkeys([*self.unlisted, *other.unlisted])),
            unread=(*self.unread, *other.unread),
            notes=tuple(dict.fromkeys([*self.notes, *other.notes])),
            **sums,
        )


def reader(name: str) -> ReadsFiles:
    """The source of that name; ConfigError, naming those that can, if it reads no files."""
    source = load_source(name)
    if not isinstance(source, ReadsFiles):
        able = [each for each in source_names() if isinstance(load_source(each), ReadsFiles)]
        raise ConfigError(say("store.reads_no_files", source=name, able=", ".join(able)))
    return source


def import_files(
    config: Config,
    store: Store,
    source: str,
    brand: Brand,
    files: Iterable[File],
    *,
    holder: str,
    now: Callable[[], datetime],
    columns: ColumnMap | None = None,
) -> Iterator[Imported]:
    """Store file after file; what cannot be read is said of that file, and the others go on.

    `columns` is what a table's columns mean, where the source is one of tables.
    """
    reads, enrich = reader(source), enricher(config, store)
    # Nobody is asked for a table, so that no brand has to list it.
    needs_no_listing = isinstance(reads, ReadsTables)
    if columns is not None and isinstance(reads, ReadsTables):
        reads = reads.with_map(columns.for_brand(brand.time_zone), brand.id)

    def run_of(listing: str) -> tuple[ImportRun, bool]:
        watch, configured = watch_of_listing(brand, source, listing)
        run = ImportRun(
            replace(watch, match=False),
            load_source(source),
            brand=brand,
            store=store,
            enrich=enrich,
            settings=config.settings.crawl,
            holder=holder,
            now=now,
            secrets={},
            tell=lambda _: None,
        )
        return run, configured or needs_no_listing

    def set_aside(file: Payload, error: str) -> None:
        store.set_aside(source, file, error, now())

    for file in files:
        yield _import_file(file, reads, run_of, set_aside)


def _import_file(
    file: File,
    reads: ReadsFiles,
    run_of: Callable[[str], tuple[ImportRun, bool]],
    set_aside: Callable[[Payload, str], None],
) -> Imported:
    """All of its pages are read before the first is stored: half a file would look whole."""
    found = Imported(file=file.name, error=file.error)
    if file.error:
        return found
    payload = Payload(body=file.body, url=file.name)
    try:
        pages = _by_listing(reads.file_pages(payload))
        runs = {listing: run_of(listing) for listing in pages}
    except (SourceError, ConfigError) as error:
        set_aside(payload, str(error))
        return replace(found, error=str(error))
    for listing, own in pages.items():
        run, configured = runs[listing]
        where = run.watch.listing
        found = replace(
            found,
            listings=(*found.listings, where),
            unlisted=found.unlisted if configured else (*found.unlisted, where),
        )
        if not run.begin():
            return replace(found, error=say("store.busy_watch", watch=run.watch.title))
        with run:
            for page in own:
                found = found.plus(run.keep(page))
    if found.unread:
        set_aside(_rows_of(file, found.unread), _told(found.unread))
    return found


def _rows_of(file: File, unread: Sequence[Unread]) -> Payload:
    """The rows that could not be read, one a line, to be looked up and mended."""
    body = b"\n".join(json.encode(row) for row in unread)
    return Payload(body=body, url=file.name, content_type="application/jsonl")


def _told(unread: Sequence[Unread]) -> str:
    first = one_line(unread[0].error, 200)
    return say("store.unread_rows", n=len(unread), line=unread[0].line, error=first)


def _by_listing(pages: Iterable[tuple[str, Page]]) -> dict[str, list[Page]]:
    found: dict[str, list[Page]] = {}
    for listing, page in pages:
        found.setdefault(listing, []).append(page)
    return found


class ImportRun(WatchRun):
    """A watch that a file is read into: the pages come from it, not from the site."""

    def begin(self) -> bool:
        """Take the lease; False when a crawl holds it."""
        seconds = 60 * self._settings.lease_minutes
        self._lease = self._store.lease_import(self.watch, self._holder, self._now(), seconds)
        return self._lease is not None

    def __enter__(self) -> None:
        """It was begun."""

    def __exit__(self, *_: object) -> None:
        assert self._lease is not None
        self._store.release(self._lease, self._now())

    def keep(self, page: Page) -> Imported:
        """Store what is new or newer of a page."""
        assert self._lease is not None
        now = self._now()
        tidy = tidied(page.mentions, now)
        ids = [mention.id for mention in tidy.mentions]
        known = self._store.known(self.watch.brand, self.watch.source, ids)
        fresh, seen, relinked, unmatched = self._sort(tidy.mentions, known)
        stale = self._stale([mention for mention, _ in fresh])
        relinked += [(known[each].key, ()) for each in stale if not known[each].linked]
        fresh = [pair for pair in fresh if pair[0].id not in stale]
        saved = self._store.save(
            Batch(
                walk=self._lease,
                now=now,
                fresh=self._enrich(fresh, source=self.watch.source, brand=self._brand),
                relinked=relinked,
                feels=self._feels,
                pages=1,
                items=len(tidy.mentions),
                unmatched=unmatched,
                claims=claims(fresh, tidy.claimed, self._hidden, now),
                imported=True,
            )
        )
        return Imported(
            file="",
            rows=len(tidy.mentions),
            new=saved.new,
            changed=saved.changed,
            known=len(seen),
            stale=len(stale),
            star_only=sum(
                mention.rating is not None and not mention.body for mention in tidy.mentions
            ),
            undated=sum(mention.published_at is None for mention in tidy.mentions),
            unread=page.unread,
            notes=page.notes,
        )

    def _stale(self, mentions: Sequence[Mention]) -> set[str]:
        """Those that differ from what is stored, and are not known to be newer."""
        until = self._store.known_until(self.watch.source, [mention.id for mention in mentions])
        return {
            mention.id
            for mention in mentions
            if mention.id in until and (told_at(mention) or 0) <= until[mention.id].timestamp()
        }


def files_in(paths: Sequence[Path]) -> Iterator[File]:
    """The files by their names, those in archives too, one in memory at a time."""
    for path in sorted(paths, key=lambda path: (path.name, path)):
        try:
            yield from _unpacked(path)
        except OSError as error:
            # What gzip finds wrong is an OSError without a number.
            broken = error.errno is None
            words = say("store.broken_archive") if broken else why(error)
            yield File(name=_shown(path.name), error=_about(path.name, words))
        except (zipfile.BadZipFile, zlib.error, EOFError):
            yield File(name=_shown(path.name), error=_about(path.name, say("store.broken_archive")))
        except UnexpectedAnswer as error:
            yield File(name=_shown(path.name), error=_about(path.name, str(error)))


def _unpacked(path: Path) -> Iterator[File]:
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
                if not _is_litter(entry):
                    name = _shown(f"{path.name}/{entry.filename}")
                    yield File(name=name, body=_entry(archive, entry))
    elif path.suffix.lower() == ".gz":
        with gzip.open(path) as packed:
            yield File(name=_shown(path.stem), body=_limited(packed.read(LARGEST + 1)))
    else:
        with path.open("rb") as plain:
            yield File(name=_shown(path.name), body=_limited(plain.read(LARGEST + 1)))


def _is_litter(entry: zipfile.ZipInfo) -> bool:
    """Folders, and what macOS and the like put beside the files."""
    name = entry.filename.rsplit("/", 1)[-1]
    return entry.is_dir() or name.startswith(".") or entry.filename.startswith("__MACOSX/")


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(entry) as inner:
            body = inner.read(LARGEST + 1)
    except (RuntimeError, NotImplementedError) as error:  # encrypted, or packed in a rare way
        raise UnexpectedAnswer(say("store.locked_archive")) from error
    if entry.filename.lower().endswith(".gz"):
        with gzip.open(BytesIO(body)) as packed:
            body = packed.read(LARGEST + 1)
    return _limited(body)


def _limited(body: bytes) -> bytes:
    if len(body) > LARGEST:
        raise UnexpectedAnswer(say("store.file_too_big", megabytes=LARGEST // 1_000_000))
    return body


def _shown(name: str) -> str:
    return one_line(name, 200)


def _about(name: str, words: str) -> str:
    return f"{_shown(name)}: {words}"
