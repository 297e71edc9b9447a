"""An open database: what every part of the store's face begins with."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from listener.store import staging
from listener.store.connection import connect, readable_errors


class Opened:
    """The file, open until it is closed."""

    def __init__(self, path: Path | str, *, create: bool = True) -> None:
        self.path = Path(path)
        self._connection: sqlite3.Connection = connect(path, create=create)
        with readable_errors(path):
            staging.prepare(self._connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
