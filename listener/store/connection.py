"""Opening the database file, and the one kind of transaction that writes."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from listener.errors import StoreError
from listener.i18n import say, why
from listener.store.migrations import VERSION, migrate
from listener.store.sketches import Remembering

BUSY_SECONDS = 30.0
_LEAST_FREE_BYTES = 1_000_000


def connect(path: Path | str, *, create: bool = True) -> sqlite3.Connection:
    """A connection to the store, brought up to date.

    Raises StoreError for a file that is not there (without `create`), not a database, in use
    for over thirty seconds, or written by a newer listener.
    """
    with readable_errors(path):
        if not create and not Path(path).exists():
            raise StoreError(say("store.missing", path=path))
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            path,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=Remembering,
        )
        connection.row_factory = sqlite3.Row
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path | str) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise StoreError(say("store.newer", path=path, version=version, known=VERSION))
    if version < VERSION:
        _upgrade(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -8000")
    connection.execute("PRAGMA wal_autocheckpoint = 4000")


def _upgrade(connection: sqlite3.Connection) -> None:
    _use_wal(connection)
    with writing(connection):
        # Another process may have upgraded it while this one waited.
        if connection.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            migrate(connection)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turn on the write-ahead log; SQLite does not wait for others here, so we do."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One write transaction: all of it or nothing.

    BEGIN IMMEDIATE, since a transaction that reads first and writes later fails at once,
    without waiting, when another has written in between (SQLITE_BUSY_SNAPSHOT,
    https://www.sqlite.org/rescode.html#busy_snapshot).
    """
    with readable_errors(connection):
        rehearsed = connection.in_transaction
        if rehearsed:
            yield
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            _take_back(connection)
            raise


@contextmanager
def rehearsing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction around all that is written within, which is then taken back."""
    with readable_errors(connection):
        connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        _take_back(connection)


def _take_back(connection: sqlite3.Connection) -> None:
    """Undo what the open transaction wrote, and forget what was read of it."""
    if isinstance(connection, Remembering):
        connection.sketches = None
    if connection.in_transaction:
        connection.execute("ROLLBACK")


@contextmanager
def readable_errors(where: Path | str | sqlite3.Connection) -> Iterator[None]:
    """SQLite's errors as StoreErrors that name the file and say what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(_in_words(str(error), _file(where))) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(say("store.not_a_database", path=_file(where))) from error
    except OSError as error:
        reason = say("store.cannot_open", path=_file(where), reason=why(error))
        raise StoreError(reason) from error


def _file(where: Path | str | sqlite3.Connection) -> Path:
    """The database file; of one in memory, its folder is the one we are in."""
    if isinstance(where, sqlite3.Connection):
        return Path(where.execute("PRAGMA database_list").fetchone()[2])
    return Path(where)


def _in_words(reason: str, path: Path) -> str:
    if "locked" in reason or "busy" in reason:
        return say("store.locked", seconds=int(BUSY_SECONDS))
    if "full" in reason or ("disk I/O" in reason and _is_full(path.parent)):
        return say("store.full")
    if "unable to open" in reason or "readonly" in reason:
        key = "os_folder" if path.is_dir() else "os_denied"
        return say("store.cannot_open", path=path, reason=say(f"errors.{key}"))
    return say("store.failed", reason=reason)


def _is_full(folder: Path) -> bool:
    """Where not even the file beside the database fits, SQLite does not say "full"."""
    return shutil.disk_usage(folder).free < _LEAST_FREE_BYTES
