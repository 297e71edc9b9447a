"""Is the database file well? Looked at without changing it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from listener.store.connection import readable_errors
from listener.store.migrations import VERSION


class Checkup(Struct, frozen=True, kw_only=True):
    """What was found: format, the newest format known, bytes, rows, and faults in words."""

    version: int
    known_version: int
    bytes: int
    mentions: int
    faults: tuple[str, ...] = ()


def checkup(path: Path) -> Checkup | None:
    """The state of the file, None where there is none; StoreError if it is no database."""
    with readable_errors(path):
        if not path.exists():
            return None
        address = f"file:{quote(str(path))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=30)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            found = connection.execute("PRAGMA quick_check(5)").fetchall()
            tables = connection.execute(
                "SELECT count(*) FROM sqlite_master WHERE name = 'mentions'"
            ).fetchone()[0]
            count = "SELECT count(*) FROM mentions" if tables else "SELECT 0"
            return Checkup(
                version=version,
                known_version=VERSION,
                bytes=path.stat().st_size,
                mentions=connection.execute(count).fetchone()[0],
                faults=tuple(row[0] for row in found if row[0] != "ok"),
            )
