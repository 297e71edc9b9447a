"""New stores for tests: copies of one empty file, which is made once.

To make it anew is two hundred statements and a few waits for the disk; two thousand tests want
one. What making a store does is tested in tests/store, on files that are not there yet.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from listener.store import Store


def new_store(path: Path) -> Store:
    """The store in that file, which is made if it is not there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_blank())
    return Store(path)


@cache
def _blank() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "blank.db"
        Store(file).close()
        return file.read_bytes()
