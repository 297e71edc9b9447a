"""One mail, from its bytes: head, words, times. Pure; made for mails that mean harm.

The standard library's modern policy takes every head apart by grammar: three thousand brackets
end it with a RecursionError, a long list of addresses holds it up. So heads are read here.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser, HeaderParser
from email.policy import compat32
from email.utils import parsedate_to_datetime

from msgspec import Struct

from listener.clients._html import words_of

LARGEST = 256 * 1024
"""So many bytes of a mail are asked for; what people write stands before what they attach."""

_LONGEST_HEAD = 10_000
_MOST_BOUNDARIES = 50
_MOST_PARTS = 100
_STUB = 200
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_WORD = re.compile(r"=\?[^?\s]+\?[bq]\?[^?\s]*\?=", re.IGNORECASE)
_IDS = re.compile(r"<([^<>\s\x00-\x1f]{3,500})>")
# They read bytes as something else than letters of a language, some very slowly.
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"})


class Mail(Struct, frozen=True, kw_only=True):
    """What a mail says of itself; `heads` are decoded, by their names in lower case."""

    heads: dict[str, str]
    text: str
    html: str
    name: str
    is_report: bool

    @property
    def title(self) -> str:
        """Its subject in one line."""
        return self.heads.get("subject", "")

    def words(self, quote: str) -> str:
        """Its plain text, or that of its HTML where the plain one is missing or a stub."""
        if self.html and len(self.text) < _STUB:
            words = _tidy(words_of(self.html, quote))
            return words if not self.text or len(words) > 3 * len(self.text) else self.text
        return self.text

    def ids(self, head: str) -> list[str]:
        """The message ids in a head, without their brackets."""
        return _IDS.findall(self.heads.get(head, ""))

    def written_at(self, arrived: datetime | None) -> datetime | None:
        """When it was written, which is never after it arrived."""
        said = time_of(self.heads.get("date", ""))
        return min((at for at in (said, arrived) if at), default=None)


def mail_of(raw: bytes) -> Mail:
    """The mail in these bytes, however broken."""
    message = _parsed(raw[:LARGEST])
    heads = _heads(message)
    plain: list[str] = []
    html: list[str] = []
    for part in _parts(message):
        (plain if part.get_content_type() == "text/plain" else html).append(_content(part))
    return Mail(
        heads={name: _line(_decoded(value)) for name, value in heads.items()},
        text=_tidy("\n".join(plain)),
        html="\n".join(html),
        name=_name(heads.get("from", "")),
        is_report=message.get_content_type() == "multipart/report",
    )


def time_of(written: str) -> datetime | None:
    """The time in a Date head or a server's note, in UTC; one without a zone is taken for UTC."""
    try:
        at = parsedate_to_datetime(written)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _parsed(raw: bytes) -> Message:
    if raw.lower().count(b"boundary=") <= _MOST_BOUNDARIES:
        try:
            return BytesParser(policy=compat32).parsebytes(raw)
        except (MessageError, RecursionError, ValueError, LookupError):
            pass
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    return HeaderParser(policy=compat32).parsestr(head.decode("ascii", "surrogateescape"))


def _heads(message: Message) -> dict[str, str]:
    """The first of each head, raw: a second one is none of the mail's own program."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        found.setdefault(str(name).lower(), str(value)[:_LONGEST_HEAD])
    return found


def _parts(message: Message, room: list[int] | None = None) -> Iterator[Message]:
    """The parts that are shown as text: neither attachments nor mails within the mail."""
    room = [_MOST_PARTS] if room is None else room
    room[0] -= 1
    if room[0] < 0 or message.get_content_disposition() == "attachment":
        return
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _parts(part, room)
    elif message.get_content_type() in ("text/plain", "text/html") and not _has_name(message):
        yield message


def _has_name(part: Message) -> bool:
    try:
        return bool(part.get_filename())
    except (ValueError, LookupError):
        return True


def _content(part: Message) -> str:
    try:
        body = part.get_payload(decode=True)
        charset = part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError):
        return ""
    return _letters(body, charset) if isinstance(body, bytes) else ""


def _letters(body: bytes, charset: str) -> str:
    """The bytes as letters: accents that read as UTF-8 are never anything else."""
    if not body.isascii():
        try:
            return body.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    try:
        codec = codecs.lookup(charset or "cp1252").name
        # Whoever says ASCII or Latin-1 and sends more means Windows: https://encoding.spec.whatwg.org
        codec = "cp1252" if codec in ("ascii", "iso8859-1", "utf-8") else codec
        return body.decode("latin-1" if codec in _NO_CHARSETS else codec, "replace")
    except (LookupError, ValueError):
        return body.decode("cp1252", "replace")


def _decoded(value: str) -> str:
    """A head with its encoded words read, and bytes that should not be there too."""
    raw = value.encode("utf-8", "surrogateescape")
    value = _SPACE.sub(" ", _letters(raw, ""))
    try:
        return _encoded(value)
    except (MessageError, ValueError):
        # One word is broken: the others are read one by one.
        return _WORD.sub(_encoded_word, value)


def _encoded(value: str) -> str:
    return "".join(
        part if isinstance(part, str) else _letters(part, charset or "")
        for part, charset in decode_header(value)
    )


def _encoded_word(word: re.Match[str]) -> str:
    try:
        return _encoded(word[0])
    except (MessageError, ValueError):
        return word[0]


def _line(text: str) -> str:
    return _SPACE.sub(" ", _CONTROL.sub(" ", text)).strip()


def _name(head: str) -> str:
    """The name in a From head; never the address. Taken apart before it is decoded."""
    before, bracket, _ = head.partition("<")
    name = before if bracket else "".join(re.findall(r"\(([^()]*)\)", head)[:1])
    name = _line(_decoded(name.strip().strip('"').replace("\\", ""))).strip("\"' ")
    return "" if "@" in name else name[:200].strip()


def _tidy(text: str) -> str:
    text = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (line.rstrip() if line != "-- " else line for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", _blank("\n".join(lines))).strip()


def _blank(text: str) -> str:
    """Blanks that editors leave are blanks."""
    return text.replace("\xa0", " ").replace("\u200b", "")
