"""Stores for tests: copies of files that are made once.

To make an empty one anew is two hundred statements and a few waits for the disk; two thousand
tests want one. What making a store does is tested in tests/store, on files that are not there yet.
Weeks of walks that a detector has learned from take seconds.
"""

from __future__ import annotations

from collections.abc import Callable
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


def lived(path: Path, life: Callable[[Store], object]) -> Store:
    """A new store in that file which has been through all that `life` does to one."""
    path.write_bytes(_lived(life))
    return Store(path)


@cache
def _blank() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "blank.db"
        Store(file).close()
        return file.read_bytes()


@cache
def _lived(life: Callable[[Store], object]) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "lived.db"
        with new_store(file) as store:
            store._connection.execute("PRAGMA synchronous = OFF")
            life(store)
        return file.read_bytes()
