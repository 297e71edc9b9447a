"""A mailbox over IMAP: newsletters, Google Alerts by mail, a support address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from msgspec.structs import replace

from listener.errors import AccessDenied
from listener.i18n import say
from listener.model import Author, Bookmark, Mention, MentionKind, Page, Request, Watch
from listener.source import About, ClientSource, Pace, Secret, base_url, required
from listener.text import MAX_TEXT, web_address

if TYPE_CHECKING:
    from listener.clients._alerts import Entry
    from listener.clients._imap import Account, Folder
    from listener.clients._mail import Mail

PER_PAGE = 50

_HOST = r"(?!inbox\b)(?:[a-z0-9-]+\.)+[a-z]{2,}|localhost|\d{1,3}(?:\.\d{1,3}){3}"
_LISTING = re.compile(
    rf"(?:imaps?://)?(?:(?P<host>{_HOST})/)?(?P<folder>[^\x00-\x1f\x7f]{{1,200}})",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"\s*(?:fwd?|rv|tr|wg|enc)\s*:", re.IGNORECASE)
_AUTOMATIC = ("auto-replied", "auto-notified")
_WHERE = "https://myaccount.google.com/apppasswords"


class Mailbox(ClientSource):
    """The mails of a folder, newest first; nothing in it is changed or marked as read."""

    about = About(
        name="mailbox",
        title="IMAP",
        homepage="https://www.rfc-editor.org/rfc/rfc9051",
        docs="https://www.rfc-editor.org/rfc/rfc9051",
        access="official-api",
        gives="mentions",
        watches="listing",
        example="imap.example.com/INBOX",
        sees={
            "es": "Los correos de una carpeta: boletines, cada resultado de las alertas de Google "
            "y, con match = false, todo lo que te escriben a tu dirección de atención. No marca "
            "nada como leído; de quien escribe guarda el nombre, no la dirección.",
            "en": "The mails of a folder: newsletters, each result of Google's alerts and, with "
            "match = false, all that people write to your support address. It marks nothing as "
            "read; of who writes it keeps the name, not the address.",
        },
        misses={
            "es": "Los adjuntos, las imágenes, lo que pasa de los primeros 256 kB de cada correo, "
            "las respuestas automáticas y los avisos de correo no entregado. Los correos antiguos "
            "que se muevan a la carpeta, si son más de cincuenta a la vez. Las cuentas que no "
            "admiten contraseña (Microsoft 365, Outlook.com).",
            "en": "Attachments, pictures, what comes after the first 256 kB of a mail, automatic "
            "answers and notices that a mail did not arrive. Old mails that are moved to the "
            "folder, if more than fifty at once. Accounts that take no password (Microsoft 365, "
            "Outlook.com).",
        },
        secrets=(
            Secret(
                "LISTENER_MAILBOX_HOST",
                {
                    "es": "El servidor IMAP de tu correo, por ejemplo imap.gmail.com. A ningún "
                    "otro se le enseña la contraseña.",
                    "en": "The IMAP server of your mail, for example imap.gmail.com. No other one "
                    "is shown the password.",
                },
                "https://support.google.com/mail/answer/7126229",
            ),
            Secret(
                "LISTENER_MAILBOX_USER",
                {
                    "es": "El usuario del buzón; casi siempre, la dirección de correo entera.",
                    "en": "The user of the mailbox; nearly always the whole mail address.",
                },
                _WHERE,
            ),
            Secret(
                "LISTENER_MAILBOX_PASSWORD",
                {
                    "es": "La contraseña del buzón. Gmail, iCloud y Yahoo piden una «contraseña de "
                    "aplicación», que se crea en la seguridad de la cuenta.",
                    "en": "The password of the mailbox. Gmail, iCloud and Yahoo want an app "
                    "password, which is made in the security settings of the account.",
                },
                _WHERE,
            ),
        ),
        pace=Pace(delay=1.0, concurrency=1),
        pages=100,
        overlap=timedelta(days=2),
    )

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock

    def normal_listing(self, listing: str) -> str:
        """`INBOX`, or `imap.example.com/INBOX`: a folder, with its server before it or without."""
        host, folder = _place(listing)
        return f"{host}/{folder}" if host else folder

    def connect(self, secrets: dict[str, str]) -> Account:
        """The account; nothing is asked of its server yet."""
        from listener.clients._imap import Account

        names = [secret.name for secret in self.about.secrets]
        host, user, password = (each.strip() for each in required(secrets, *names))
        host = re.sub(r"^\w+://|/+$", "", host)
        address = base_url("mailbox", f"imaps://{host}")
        return Account(
            _checked(address), host.partition(":")[0].lower(), user, password, self._clock
        )

    def pages(self, client: Account, watch: Watch, since: Bookmark | None) -> Iterator[Page]:
        """Pages of fifty mails. `next` tells only that more follow."""
        host, name = _place(watch.listing)
        if host and host != client.host:
            # The password is for that one server.
            raise AccessDenied(say("mailbox.other_host", listing=host))
        server, folder = client.opened(name)
        is_over = False
        try:
            more = Request(url=f"{client.address}/{quote(name)}")
            yield from _pages(folder, self.normal_listing(watch.listing), since, more)
            is_over = True
        finally:
            server.close(politely=is_over)


def _pages(folder: Folder, listing: str, since: Bookmark | None, more: Request) -> Iterator[Page]:
    """From the newest down to what had arrived when the last whole walk began.

    Mails stand in the order in which they came to the folder, not in that of their dates, which
    their writers set; so it is their arrival that ends the walk.
    """
    until = since.finished_at - Mailbox.about.overlap if since else None
    # SINCE goes by the day of the server's own time zone.
    oldest = folder.first_since(until - timedelta(days=1)) if until else 1
    seen: dict[str, bytes] = {}
    for last in range(folder.count, 0, -PER_PAGE):
        first = max(1, last - PER_PAGE + 1)
        mails = folder.mails(first, last)
        found = [each for mail in mails for each in mentions_of(mail.raw, mail.arrived_at, listing)]
        is_old = until is not None and all(mail.is_before(until) for mail in mails)
        page = Page(mentions=tuple(_each_once(found, seen)), in_order=False)
        if first == 1:
            yield page
        elif is_old and first <= oldest:
            yield replace(page, stopped_because="reached_bookmark")
            return
        else:
            yield replace(page, next=more)


def _each_once(mentions: list[Mention], seen: dict[str, bytes]) -> Iterator[Mention]:
    """Mails that were read already are left out; one that has another's id gets its own."""
    for mention in mentions:
        said = mention.content_hash
        is_other = seen.get(mention.id, said) != said
        own = f"mail:{_digest(mention.body)}" if is_other else mention.id
        if own not in seen:
            seen[own] = said
            yield replace(mention, id=own, id_kind="derived") if is_other else mention


def mention_of(data: dict[str, Any]) -> Mention:
    """A mail, or one entry of an alert, from how the tests record it."""
    arrived = datetime.fromisoformat(data["arrived"]) if data.get("arrived") else None
    raw = data["raw"].encode("utf-8", "surrogateescape")
    entry = int(data.get("entry", 0))
    return mentions_of(raw, arrived, data["folder"])[entry]


def mentions_of(raw: bytes, arrived: datetime | None, folder: str) -> list[Mention]:
    """What a mail says: itself; of a Google alert each result; of machines' notices nothing."""
    from listener.clients._alerts import entries_of, is_alert
    from listener.clients._mail import mail_of

    mail = mail_of(raw)
    if mail.is_report or mail.heads.get("auto-submitted", "").lower().startswith(_AUTOMATIC):
        return []
    at = mail.written_at(arrived)
    entries = entries_of(mail) if is_alert(mail) else []
    if entries:
        return [_article(entry, at, folder) for entry in entries]
    return [_letter(mail, raw, at, folder)]


def _article(entry: Entry, at: datetime | None, folder: str) -> Mention:
    """A result of an alert; its time is that of the mail, which is sent once a day or so."""
    return Mention(
        id=f"alert:{_digest(entry.url)}",
        id_kind="derived",
        kind="article",
        url=entry.url,
        title=entry.title,
        text=entry.snippet,
        author=Author(name=entry.publisher) if entry.publisher else None,
        published_at=at,
        precision="day" if at else "none",
        subject=folder,
    )


def _letter(mail: Mail, raw: bytes, at: datetime | None, folder: str) -> Mention:
    """A mail. One without an id of its own has one made of its bytes, which stay the same when
    the server counts its mails anew (UIDVALIDITY) or the mail is moved.
    """
    from listener.clients._mail import LARGEST

    own, parent = mail.ids("message-id")[:1], mail.ids("in-reply-to")[:1]
    thread = mail.ids("references")[:1] or parent
    kind = _kind(mail)
    return Mention(
        id=own[0] if own else f"mail:{_digest(raw[:LARGEST])}",
        id_kind="native" if own else "derived",
        kind=kind,
        url=web_address(mail.heads.get("archived-at", "").strip("<> ")),
        title=mail.title,
        text=_said(mail, kind)[:MAX_TEXT].strip(),
        author=Author(name=mail.name) if mail.name else None,
        published_at=at,
        precision="second" if at else "none",
        subject=folder,
        parent_id=parent[0] if parent else None,
        thread_id=thread[0] if thread else None,
    )


def _kind(mail: Mail) -> MentionKind:
    """A newsletter, or what somebody wrote."""
    return "article" if {"list-unsubscribe", "list-id"} & mail.heads.keys() else "post"


def _said(mail: Mail, kind: MentionKind) -> str:
    """The words; of a letter its author's own, unless it hands on those of others."""
    from listener.clients._quotes import own_words

    if kind == "post" and not _FORWARDED.match(mail.title):
        return own_words(mail.words(quote="> "))
    return mail.words(quote="")


def _digest(said: str | bytes) -> str:
    raw = said if isinstance(said, bytes) else said.encode("utf-8", "surrogatepass")
    return blake2b(raw, digest_size=12).hexdigest()


def _place(listing: str) -> tuple[str, str]:
    """The server, if it is named, and the folder."""
    found = _LISTING.fullmatch(listing.strip().rstrip("/"))
    if not found or "@" in (found["host"] or "") or "://" in found["folder"]:
        raise ValueError(say("mailbox.bad_folder"))
    folder = found["folder"]
    return (found["host"] or "").lower(), "INBOX" if folder.lower() == "inbox" else folder


def _checked(address: str) -> str:
    """The address if a server can stand there."""
    try:
        parts = urlsplit(address)
        fine = parts.hostname and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        fine = False
    if not fine:
        raise AccessDenied(say("mailbox.bad_host"))
    return address


SOURCE = Mailbox()
