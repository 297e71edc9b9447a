"""Sessions kept for later crawls: in a file beside the database, for its owner's eyes alone.

    listener.db.sessions         {"key": {"source": …, "kept_at": …, "credential": {…}}}
    listener.db.sessions.lock    held by the one crawl that logs in or renews

Sites count logins, and shut the door on who logs in at every crawl. What is kept is found by a
digest of the secrets that it was got with, so that a changed password is noticed; neither they
nor the session ever enter the database, a log or an error.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from hashlib import scrypt
from pathlib import Path
from typing import BinaryIO

import msgspec

from listener.source import Credential

FORGOTTEN = timedelta(days=90)
"""What nobody has renewed for so long is good for nothing, and need not lie about."""

PATIENCE = 60.0
"""Seconds to wait for another crawl that logs in; then we do, for it hangs."""

_PAUSE = 0.1


class Kept(msgspec.Struct, frozen=True):
    """A session, whose, and since when it is kept."""

    source: str
    kept_at: datetime
    credential: Credential


class Sessions:
    """The kept sessions of one database; without a path, none are."""

    def __init__(self, path: Path | None, now: Callable[[], datetime]) -> None:
        self._path, self._now = path, now
        self._names: dict[tuple[str, frozenset[tuple[str, str]]], str] = {}

    def get(self, source: str, secrets: Mapping[str, str]) -> Credential | None:
        """The session that was got with these secrets, if one is kept, good or expired."""
        found = self._all().get(self._name(source, secrets)) if self._path else None
        return found.credential if found else None

    def keep(self, source: str, secrets: Mapping[str, str], credential: Credential) -> None:
        """Write it down in place of the one before; a disk that is full only costs a login."""
        if self._path is None:
            return
        now = self._now()
        others = {n: each for n, each in self._all().items() if now - each.kept_at < FORGOTTEN}
        kept = Kept(source=source, kept_at=now, credential=credential)
        with suppress(OSError):
            _write(self._path, msgspec.json.encode({**others, self._name(source, secrets): kept}))

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Two crawls at once do not both log in: the second waits, and finds the session."""
        file = _open(self._path) if self._path else None
        if file is None:
            yield
            return
        with file:
            waited = 0.0
            while not _lock(file) and waited < PATIENCE:
                await asyncio.sleep(_PAUSE)
                waited += _PAUSE
            yield

    def _all(self) -> dict[str, Kept]:
        """What is kept; nothing where the file is not ours any more, or broken."""
        assert self._path is not None
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, Kept])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return {}

    def _name(self, source: str, secrets: Mapping[str, str]) -> str:
        """By what a session is found: dear enough to compute that no password is guessed by it."""
        who = (source, frozenset(secrets.items()))
        if who not in self._names:
            told = msgspec.json.encode([source, sorted(secrets.items())])
            digest = scrypt(told, salt=b"listener.sessions", n=2**12, r=8, p=1, dklen=16)
            self._names[who] = f"{source}:{digest.hex()}"
        return self._names[who]


def beside(database: Path) -> Path:
    """Where the sessions of a database are kept."""
    return database.with_name(f"{database.name}.sessions")


def _write(path: Path, body: bytes) -> None:
    """All or nothing, and from its first byte on for its owner only (mkstemp: 0600)."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _open(path: Path) -> BinaryIO | None:
    """The lock's file; None where none can be made, as on a disk that is full."""
    try:
        handle = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None
    return os.fdopen(handle, "r+b")


def _lock(file: BinaryIO) -> bool:
    """Whether the file is now ours; the system gives it back when we end, however we end."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
