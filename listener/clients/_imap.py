"""A mailbox over IMAP with TLS, read and never touched: EXAMINE and BODY.PEEK only."""

from __future__ import annotations

import imaplib
import re
import ssl
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from listener.clients._mail import LARGEST, time_of
from listener.errors import AccessDenied, SourceError, SourceUnavailable, Throttled
from listener.i18n import say, why
from listener.text import masked, one_line

TIMEOUT = 30
PORT = 993
_LATER = timedelta(minutes=30)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_UTF7 = re.compile(r"&|[^\x20-\x7e]+")
_COUNT = re.compile(rb"\s*\d+ \(")
_ARRIVED = re.compile(rb'INTERNALDATE "([^"]{10,40})"', re.IGNORECASE)
_LISTED = re.compile(rb'\((?P<flags>[^)]*)\) (?:"(?:[^"\\]|\\.)*"|NIL) "?(?P<name>.*?)"?$')
_BUSY = re.compile(r"\[(?:limit|overquota|inuse)\]|too many|bandwidth|rate limit", re.IGNORECASE)
_DOWN = re.compile(r"\[(?:unavailable|serverbug|contactadmin)\]|try again", re.IGNORECASE)


class Delivered(Struct, frozen=True):
    """A mail as the server holds it: its bytes, and when it arrived."""

    raw: bytes
    arrived_at: datetime | None

    def is_before(self, at: datetime) -> bool:
        """Whether it arrived before; what came at no known time did not."""
        return self.arrived_at is not None and self.arrived_at < at


class Folder:
    """A folder opened for reading; mails are counted from the oldest, 1, to the newest."""

    def __init__(self, server: _Server, count: int) -> None:
        self._server = server
        self.count = count

    def first_since(self, day: datetime) -> int:
        """The number of the oldest mail that arrived on this day or later; past the end if none."""
        words = f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}"
        found = self._server.ask("search", None, "SINCE", words)
        numbers = [int(each) for line in found if line for each in line.split() if each.isdigit()]
        return min(numbers, default=self.count + 1)

    def mails(self, first: int, last: int) -> list[Delivered]:
        """These mails, the newest first. Whoever deletes meanwhile moves newer ones down, into
        what is read next, so that none is passed over.
        """
        wanted = f"(UID INTERNALDATE BODY.PEEK[]<0.{LARGEST}>)"
        return [*_delivered(self._server.ask("fetch", f"{first}:{last}", wanted))][::-1]


class _Server:
    """The connection; what goes wrong on it comes out as an error of ours."""

    def __init__(self, account: Account, host: str, port: int) -> None:
        self._account = account
        context = ssl.create_default_context()
        try:
            self._client = imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=TIMEOUT)
        except ssl.SSLCertVerificationError as distrusted:
            raise self._unreached("certificate", distrusted.verify_message) from None
        except ssl.SSLError as other:
            raise self._unreached("no_tls", str(other)) from None
        except (imaplib.IMAP4.error, OSError, UnicodeError) as failed:
            raise self._unreached("down", _reason(failed)) from None

    def log_in(self) -> None:
        """By LOGIN; by PLAIN where letters beyond ASCII forbid that."""
        user, password = self._account.user, self._account.password
        plain = f"\0{user}\0{password}".encode()
        try:
            if (user + password).isascii():
                self._client.login(user, password)
            else:
                self._client.authenticate("PLAIN", lambda _: plain)
        except (imaplib.IMAP4.abort, OSError) as lost:
            raise self._not_ok(_reason(lost)) from None
        except imaplib.IMAP4.error as refused:
            # Without its cause: a server may repeat the password.
            said = _reason(refused)
            if _BUSY.search(said) or _DOWN.search(said):
                raise self._not_ok(said) from None
            raise AccessDenied(say("mailbox.refused", reason=self._safe(said))) from None

    def examine(self, folder: str) -> Folder:
        """The folder, opened without leaving a trace in it."""
        kind, data = self._translated(lambda: self._client.select(quoted(folder), readonly=True))
        if kind != "OK":
            said = _text(data)
            if _BUSY.search(said) or _DOWN.search(said):
                raise self._not_ok(said)
            names = ", ".join(self._folders()) or "INBOX"
            raise AccessDenied(
                say("mailbox.no_folder", folder=one_line(folder, 80), folders=one_line(names, 300))
            )
        count = data[0] or b"0"
        return Folder(self, int(count) if count.isdigit() else 0)

    def ask(self, command: str, *arguments: Any) -> list[Any]:
        """What the server answers to a command."""
        asked = getattr(self._client, command)
        kind, data = self._translated(lambda: asked(*arguments))
        if kind != "OK":
            raise self._not_ok(_text(data))
        return list(data)

    def close(self, *, politely: bool) -> None:
        """The end; a server that does not answer to it is left."""
        with suppress(imaplib.IMAP4.error, OSError):
            if politely:
                self._client.logout()
            else:
                self._client.shutdown()

    def _folders(self) -> Iterator[str]:
        for line in self.ask("list")[:200]:
            found = _LISTED.match(line) if isinstance(line, bytes) else None
            if found and b"\\noselect" not in found["flags"].lower():
                yield _from_utf7(found["name"].decode("ascii", "replace"))

    def _translated(self, ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except (imaplib.IMAP4.error, OSError, UnicodeError) as failed:
            raise self._not_ok(_reason(failed)) from None

    def _not_ok(self, said: str) -> SourceError:
        if _BUSY.search(said):
            at = self._account.clock() + _LATER
            return Throttled(say("mailbox.busy"), retry_after=at)
        return SourceUnavailable(say("mailbox.down", reason=self._safe(said)))

    def _unreached(self, key: str, said: str) -> SourceUnavailable:
        return SourceUnavailable(say(f"mailbox.{key}", reason=self._safe(said)), reached=False)

    def _safe(self, said: str) -> str:
        """What a server says may hold what it was told."""
        user, password = self._account.user, self._account.password
        secrets = [password, b64encode(f"\0{user}\0{password}".encode()).decode()]
        return one_line(masked(said, secrets), 120) or "?"


def _text(data: list[Any]) -> str:
    said = data[0] if data else b""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def _reason(failed: Exception) -> str:
    """Why, in words; imaplib hands on a server's answer as bytes."""
    if isinstance(failed, OSError):
        return why(failed)
    return _text([*failed.args])


class Account(Struct, frozen=True):
    """Whose mail it is; nothing is connected before a folder is opened."""

    address: str
    host: str
    user: str
    password: str
    clock: Callable[[], datetime]

    def opened(self, folder: str) -> tuple[_Server, Folder]:
        """The folder, and the connection to close when it has been read."""
        parts = urlsplit(self.address)
        server = _Server(self, parts.hostname or "", parts.port or PORT)
        try:
            server.log_in()
            return server, server.examine(folder)
        except SourceError:
            server.close(politely=False)
            raise


def quoted(folder: str) -> str:
    """The folder's name as IMAP writes it.

    https://www.rfc-editor.org/rfc/rfc3501#section-5.1.3
    """
    name = _UTF7.sub(_utf7, folder)
    return '"{}"'.format(name.replace("\\", "\\\\").replace('"', '\\"'))


def _utf7(found: re.Match[str]) -> str:
    if found[0] == "&":
        return "&-"
    letters = b64encode(found[0].encode("utf-16-be")).decode("ascii")
    return f"&{letters.rstrip('=').replace('/', ',')}-"


def _from_utf7(name: str) -> str:
    """The name as people know it."""
    return re.sub(r"&([^-]*)-", _letters, name)


def _letters(found: re.Match[str]) -> str:
    code = found[1].replace(",", "/")
    try:
        return b64decode(code + "=" * (-len(code) % 4)).decode("utf-16-be") if code else "&"
    except ValueError:
        return found[0]


def _delivered(data: list[Any]) -> Iterator[Delivered]:
    """The mails in an answer to FETCH; what the server says of others meanwhile is passed over."""
    head, raw = b"", None
    for part in [*data, (b"0 (", b"")]:
        is_pair = isinstance(part, tuple)
        said = part[0] if is_pair else part
        if is_pair and _COUNT.match(said):
            if raw is not None:
                yield Delivered(raw[:LARGEST], _arrival(head))
            head, raw = said, part[1]
        elif raw is not None and isinstance(said, bytes):
            head += said


def _arrival(head: bytes) -> datetime | None:
    found = _ARRIVED.search(head)
    return time_of(found[1].decode("ascii", "replace").strip()) if found else None
