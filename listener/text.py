"""What strangers write, made safe for where it goes. Pure; the one place for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Marks that reorder the text around them: https://trojansource.codes, seen 2026-11-22.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_HARD = "\u00a0"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Where a spreadsheet that splits at `;`, as Spanish ones do, would begin another cell.
_NEXT_CELL = re.compile(r'([;\t\n][" ]*)(?=[=+\-@])')
_KEPT_CELL = re.compile(r"(^|[;\t\n][\" ]*)'(?=[=+\-@])")
_PARAMETER = re.compile(
    r"(?i)([?&;](?:[a-z_.-]*(?:key|token|secret|passw(?:or)?d|signature)|auth|sig|pwd)=)[^&#\s'\">]+"
)
_USER_INFO = re.compile(r"(?i)\b(https?://)[^/@\s]+@")
_SHORTEST_SECRET = 4

MAX_TEXT = 100_000
"""Longest text kept of one mention, in characters."""


def storable(text: str, limit: int = MAX_TEXT) -> str:
    """The text without what a database or a mail cannot hold: NUL, lone surrogates, excess."""
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text if len(text) <= limit else text[: limit - 1] + "…"


def plain(text: str) -> str:
    """The text without terminal escapes, control characters and marks that reorder it."""
    return _BIDI.sub("", _CONTROL.sub(" ", _ANSI.sub("", _SURROGATE.sub("\ufffd", text))))


def one_line(text: str, limit: int = 200) -> str:
    """The text as one safe line of at most `limit` characters: for terminals and mail headers."""
    # One hard space holds together what stands on either side: "72 %".
    line = _SPACE.sub(lambda found: _HARD if found[0] == _HARD else " ", plain(text)).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def cell(text: str) -> str:
    """The text as a CSV cell that no spreadsheet takes for a formula.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    safe = _NEXT_CELL.sub(r"\1'", plain(text))
    return "'" + safe if safe.startswith(_FORMULA) else safe


def uncelled(text: str) -> str:
    """What was written as a cell, without the marks that kept spreadsheets from running it."""
    return _KEPT_CELL.sub(r"\1", text)


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """The text with `***` for keys in addresses and for every known secret."""
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, "***")
    return _USER_INFO.sub(r"\1***@", _PARAMETER.sub(r"\1***", text))


def masked_bytes(body: bytes, secrets: Iterable[str]) -> bytes:
    """The bytes with `***` for every known secret, also as PHP writes a `/` in JSON."""
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            for written in (secret, secret.replace("/", r"\/")):
                body = body.replace(written.encode("utf-8", "replace"), b"***")
    return body


def web_address(url: str) -> str:
    """The address if a person may safely be sent there, else nothing.

    Only http(s), with a host, without a user name before it (`https://bank@elsewhere`), and
    without a character that a terminal or a mail would not show as it is.
    """
    from urllib.parse import urlsplit

    # Browsers take a backslash for a slash: the host they go to is another than it seems.
    if len(url) > 2000 or url != plain(url) or "\\" in url or _SPACE.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    fine = parts.scheme.lower() in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return url if fine else ""


class _Folded(dict[int, str]):
    """Each character folded when it is first met: two and a half times as fast as whole texts."""

    def __missing__(self, code: int) -> str:
        bare = (c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
        self[code] = folded = "".join(bare).casefold()
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """The text in lower case without accents: `PÉSIMO` and `pesimo` are the same."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)
