"""A message as a mail server takes it: multipart, threaded, with headers nobody can inject into.

Pure and repeatable: the same message and time give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.errors import HeaderParseError
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage, Message
from email.policy import SMTP, Policy
from email.utils import format_datetime
from hashlib import blake2b
from urllib.parse import quote

from listener.alerts.letter import Picture
from listener.errors import DeliveryError
from listener.i18n import say
from listener.text import one_line, plain, storable, web_address

_NO_LABEL = re.compile(r"[^a-z0-9]+")
_IN_BRACKETS = str.maketrans({"<": "%3C", ">": "%3E", ",": "%2C"})


class _Whole(UnstructuredHeader, BaseHeader):
    """A header on one line: one that is broken or encoded is no address that a program finds."""

    def fold(self, *, policy: Policy[Message]) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class _Text(UnstructuredHeader, BaseHeader):
    """A text that comes back as it was: the policy's own folding loses blanks, and doubles others.

    https://github.com/python/cpython/issues/144156, with 3.11.7 on 30 Nov 2026.
    """

    def fold(self, *, policy: Policy[Message]) -> str:
        return f"{self.name}: {_coded(str(self), self.name, policy)}{policy.linesep}"


class _Sender(UnstructuredHeader, BaseHeader):
    """The same of the name before an address."""

    def fold(self, *, policy: Policy[Message]) -> str:
        name, spec = _parted(str(self))
        if name.isascii():
            return f"{self.name}: {Address(name, addr_spec=spec)}{policy.linesep}"
        end = policy.linesep
        return f"{self.name}: {_coded(name, self.name, policy)}{end} <{spec}>{end}"


def _coded(text: str, name: str, policy: Policy[Message]) -> str:
    """As a header takes it, in lines of 76: RFC 2047."""
    is_plain = text.isascii() and "=?" not in text
    return Header(text, None if is_plain else "utf-8", header_name=name).encode(
        linesep=policy.linesep
    )


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("subject", _Text)
_HEADERS.map_to_type("from", _Sender)
_HEADERS.map_to_type("list-unsubscribe", _Whole)
_POLICY = SMTP.clone(header_factory=_HEADERS)

_ADDRESS = re.compile(r"(?P<name>[^<>]*)<(?P<spec>[^<>]+)>|(?P<bare>[^<>\s]+)")


def message(
    *,
    subject: str,
    text: str,
    html: str,
    sender: str,
    recipient: str,
    thread: str,
    now: datetime,
    first: bool = False,
    pictures: Sequence[Picture] = (),
    told: str = "",
    about: str = "",
    unsubscribe: str = "",
) -> bytes:
    """The mail, plain and HTML, ready to be sent.

    All mails of one `thread` to one recipient refer to the same root, so that mail programs show
    them as one conversation; the `first` of a thread is the root itself. What is `told`, with its
    time, names the mail within the thread; without, its subject does: the same mail written anew
    has the same name, and programs drop the second. `about` is the brand, as its list is called;
    `unsubscribe` where one click takes the recipient off. Raises a permanent DeliveryError for an
    address that is none.
    """
    origin, target = _address(sender, "no_sender"), _address(recipient, "bad_recipient")
    root = f"{_mark(thread, target.addr_spec)}@{origin.domain}"
    mail = EmailMessage(policy=_POLICY)
    mail["From"], mail["To"] = f"{origin.display_name} <{origin.addr_spec}>", target
    mail["Subject"] = one_line(subject, 180)
    mail["Date"] = format_datetime(now)
    if first:
        mail["Message-ID"] = f"<{root}>"
    else:
        mail["Message-ID"] = f"<{_mark(thread, told or subject, now.isoformat())}.{root}>"
        mail["In-Reply-To"] = mail["References"] = f"<{root}>"
    # Tells out-of-office programs not to answer: RFC 3834, and Exchange's own header.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    for name, value in _list_headers(about, origin, unsubscribe):
        mail[name] = value
    mail.set_content(_body(text), cte="quoted-printable")
    mail.add_alternative(_body(html), subtype="html", cte="quoted-printable")
    mark = _mark(text, html)
    mail.set_boundary(f"listener-{mark}")
    _add_pictures(mail, pictures, mark)
    return mail.as_bytes()


def _list_headers(about: str, origin: Address, unsubscribe: str) -> Iterator[tuple[str, str]]:
    """What programs make an "unsubscribe" of: RFC 2369, RFC 8058; and what rules sort by."""
    if not about:
        return
    label = _NO_LABEL.sub("-", about.lower()).strip("-") or "brand"
    yield "List-Id", f"<{label[:60]}.listener.{origin.domain}>"
    ways = [f"<mailto:{quote(origin.addr_spec, safe='@')}?subject=unsubscribe%20{label[:60]}>"]
    if unsubscribe.startswith("https://") and web_address(unsubscribe) and unsubscribe.isascii():
        ways.insert(0, f"<{unsubscribe.translate(_IN_BRACKETS)}>")
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    yield "List-Unsubscribe", ", ".join(ways)


def _add_pictures(mail: EmailMessage, pictures: Sequence[Picture], mark: str) -> None:
    """The pictures beside the HTML that shows them, and nowhere else: multipart/related."""
    if not pictures:
        return
    html = mail.get_body(("html",))
    assert isinstance(html, EmailMessage), "it was added just now"
    for each in pictures:
        html.add_related(
            *(each.png, "image", "png"),
            cid=f"<{each.cid}>",
            filename=f"{each.cid}.png",
            disposition="inline",
        )
    html.set_boundary(f"related-{mark}")


def address(text: str) -> str:
    """The bare address in `Name <name@host>`, its host in ASCII; empty if there is none."""
    return _parted(text)[1]


def _parted(text: str) -> tuple[str, str]:
    """Name and bare address; no name may smuggle a line into a header."""
    found = _ADDRESS.fullmatch(text.strip())
    if not found or plain(text) != text or "\n" in text:
        return "", ""
    local, _, domain = (found["bare"] or found["spec"]).strip().rpartition("@")
    try:
        host = domain.encode("idna").decode("ascii")
        spec = Address(username=local, domain=host).addr_spec if local and host else ""
    except (UnicodeError, HeaderParseError, ValueError, IndexError):
        return "", ""
    usable = spec.isascii() and " " not in spec and len(spec) <= 254
    return (one_line(found["name"] or "", 80).strip('"'), spec) if usable else ("", "")


def _address(text: str, otherwise: str) -> Address:
    name, spec = _parted(text)
    if not spec:
        reason = say(f"alerts.{otherwise}", recipient=one_line(text, 80))
        raise DeliveryError(reason, permanent=True)
    local, _, domain = spec.rpartition("@")
    return Address(name, local, domain)


def _body(text: str) -> str:
    return storable(text, 1_000_000)


def _mark(*parts: str) -> str:
    told = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=12).hexdigest()
