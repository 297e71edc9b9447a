"""A message as a mail server takes it: multipart, threaded, with headers nobody can inject into.

Pure and repeatable: the same message and time give the same bytes.
"""

from __future__ import annotations

import re
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import blake2b

from listener.errors import DeliveryError
from listener.i18n import say
from listener.text import one_line, plain, storable

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
) -> bytes:
    """The mail, plain and HTML, ready to be sent.

    All mails of one `thread` to one recipient refer to the same root, so that mail programs show
    them as one conversation; the `first` of a thread is the root itself. Raises a permanent
    DeliveryError for an address that is none.
    """
    origin, target = _address(sender, "no_sender"), _address(recipient, "bad_recipient")
    root = f"{_mark(thread, target.addr_spec)}@{origin.domain}"
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = origin, target
    mail["Subject"] = one_line(subject, 180)
    mail["Date"] = format_datetime(now)
    if first:
        mail["Message-ID"] = f"<{root}>"
    else:
        mail["Message-ID"] = f"<{_mark(thread, subject, now.isoformat())}.{root}>"
        mail["In-Reply-To"] = mail["References"] = f"<{root}>"
    # Tells out-of-office programs not to answer: RFC 3834, and Exchange's own header.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(_body(text), cte="quoted-printable")
    mail.add_alternative(_body(html), subtype="html", cte="quoted-printable")
    mail.set_boundary(f"listener-{_mark(text, html)}")
    return mail.as_bytes()


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
