"""A mailbox against a real IMAP server: order, the end of a walk, and what can go wrong."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from listener.clients._imap import Delivered
from listener.clients._mail import LARGEST
from listener.clients.mailbox import Mailbox, _pages
from listener.errors import AccessDenied, SourceError, SourceUnavailable, Throttled
from listener.model import Bookmark, Mention, Page, Request, Watch
from listener.walk import Walk, WalkEnd
from tests.mailbox.conftest import NOW, Imap, mail

INBOX = Watch(brand="luna", source="mailbox", listing="INBOX")
USER, PASSWORD = "equipo@cafeluna.example", "clave-secreta"


def walk(
    imap: Imap,
    watch: Watch = INBOX,
    since: Bookmark | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    user: str = USER,
    password: str = PASSWORD,
) -> list[Page]:
    source = Mailbox(lambda: NOW)
    secrets = {
        "LISTENER_MAILBOX_HOST": f"{host}:{port or imap.port}",
        "LISTENER_MAILBOX_USER": user,
        "LISTENER_MAILBOX_PASSWORD": password,
    }
    return list(source.pages(source.connect(secrets), watch, since))


def found(pages: list[Page]) -> list[Mention]:
    return [mention for page in pages for mention in page.mentions]


def numbers(pages: list[Page]) -> list[int]:
    return [int(mention.id.partition("@")[0]) for mention in found(pages)]


def test_mails_come_newest_first_in_pages_of_fifty(imap: Imap) -> None:
    """Every mail once, from the last that arrived to the first; only the last page has no next."""
    imap.holds(*(mail(n, hours=200 - n) for n in range(1, 121)))
    pages = walk(imap)
    assert numbers(pages) == list(range(120, 0, -1))
    assert [len(page.mentions) for page in pages] == [50, 50, 20]
    assert [page.next is None for page in pages] == [False, False, True]


def test_nothing_is_marked_as_read(imap: Imap) -> None:
    """The folder is opened to look, and mails are peeked at; no command could change anything."""
    imap.holds(mail(1))
    walk(imap)
    commands = [line.split()[0] for line in imap.asked]
    assert set(commands) <= {"CAPABILITY", "LOGIN", "EXAMINE", "FETCH", "LOGOUT"}
    assert all("BODY.PEEK[]" in line for line in imap.asked if line.startswith("FETCH"))


def test_an_empty_folder_is_read(imap: Imap) -> None:
    """No mails are no error."""
    assert found(walk(imap)) == []


def marked(hours: float) -> Bookmark:
    at = NOW - timedelta(hours=hours)
    return Bookmark(newest_at=at, finished_at=at)


def test_a_walk_ends_below_the_bookmark(imap: Imap) -> None:
    """It reads on through the overlap, and no further than the page after it."""
    imap.holds(*(mail(n, hours=1000 - n) for n in range(1, 1001)))
    pages = walk(imap, since=marked(10))
    assert pages[-1].stopped_because == "reached_bookmark"
    # Ten hours and two days of overlap are 59 mails; the third page is all older.
    assert numbers(pages) == list(range(1000, 850, -1))


def test_old_mails_on_top_hide_no_new_ones(imap: Imap) -> None:
    """Whoever moves a pile of old mails into the folder does not end the walk above new ones."""
    new = [mail(n, hours=1) for n in range(1001, 1004)]
    moved = [mail(n, hours=5000) for n in range(2000, 2130)]
    imap.holds(*(mail(n, hours=900) for n in range(1, 301)), *new, *moved)
    pages = walk(imap, since=marked(10))
    assert {1001, 1002, 1003, *range(2000, 2130)} <= set(numbers(pages))
    assert len(pages) < 6


def test_forged_dates_do_not_end_a_walk(imap: Imap) -> None:
    """What writers put as date decides nothing: a hundred mails dated 1999 end no walk."""
    forged = [
        [re.sub(r"Date: .*?\r\n", "Date: Fri, 1 Jan 1999 00:00:00 +0000\r\n", raw), at]
        for raw, at in (mail(n, hours=1) for n in range(100, 200))
    ]
    imap.holds(*(mail(n, hours=2) for n in range(1, 11)), *forged)
    runner = Walk(since=marked(10), started_at=NOW, overlap=timedelta(days=2), budget=100)
    ends = [runner.take(page, {}) for page in walk(imap, since=marked(10))]
    assert len(ends) == 3
    assert isinstance(ends[-1], WalkEnd)
    assert not any(isinstance(end, WalkEnd) for end in ends[:-1])


def test_a_date_in_the_future_is_when_the_mail_arrived(imap: Imap) -> None:
    """Nobody writes after the mail has come."""
    raw, at = mail(1, hours=3)
    imap.holds([raw.replace(" 2026 ", " 2030 "), at])
    assert [each.published_at for each in found(walk(imap))] == [datetime.fromisoformat(at)]


def test_a_folder_that_is_counted_anew_brings_nothing_twice(imap: Imap) -> None:
    """With another UIDVALIDITY every mail keeps its id, also one that has none of its own."""
    mails = [mail(1), ["Subject: Formulario\r\n\r\nQuiero quejarme", NOW.isoformat()]]
    imap.holds(*mails, validity=1)
    before = [each.id for each in found(walk(imap))]
    imap.holds(mail(7, hours=9), *mails, validity=2)
    assert [each.id for each in found(walk(imap))][:2] == before


def test_two_mails_with_one_id_are_two(imap: Imap) -> None:
    """A mail that borrows another's id hides nothing; a copy is one."""
    imap.holds(mail(1, text="Uno"), mail(1, text="Dos"), mail(1, text="Dos"))
    mentions = found(walk(imap))
    assert [(each.text, each.id_kind) for each in mentions] == [
        ("Dos", "native"),
        ("Uno", "derived"),
    ]


@pytest.mark.parametrize("whole", [False, True])
def test_of_a_huge_mail_only_the_beginning_is_read(imap: Imap, whole: bool) -> None:
    """A quarter of a megabyte is asked for; a server that sends all the same is cut."""
    imap.holds(mail(1, text="a" * 3_000_000), whole=whole)
    [mention] = found(walk(imap))
    assert 90_000 < len(mention.text) <= 100_000
    assert f"<0.{LARGEST}>" in next(line for line in imap.asked if line.startswith("FETCH"))


def test_folders_have_names_in_any_language(imap: Imap) -> None:
    """Accents, spaces and ampersands reach the server as it writes them."""
    name = "Quejas & atención/ñandú"
    imap.holds(folders={name: [mail(5)]})
    pages = walk(imap, Watch(brand="luna", source="mailbox", listing=name))
    assert numbers(pages) == [5]
    assert [each.subject for each in found(pages)] == [name]


def test_a_folder_that_is_not_there_is_told_with_those_that_are(imap: Imap) -> None:
    """A wrong name costs no search: the message lists the right ones."""
    imap.holds(folders={"INBOX": [], "Atención": [], "Boletines": []})
    with pytest.raises(AccessDenied, match=r"Nada.*INBOX, Atención, Boletines"):
        walk(imap, Watch(brand="luna", source="mailbox", listing="Nada"))


def test_a_wrong_password_is_told_with_what_to_do(imap: Imap) -> None:
    """The message speaks of app passwords, and does not hold the password."""
    with pytest.raises(AccessDenied, match="app password") as caught:
        walk(imap, password="otra-clave")
    assert "otra-clave" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_password_beyond_ascii_is_sent_as_utf8(imap: Imap) -> None:
    """It goes by AUTHENTICATE PLAIN; LOGIN could not carry it."""
    with pytest.raises((AccessDenied, SourceUnavailable)):
        walk(imap, password="contraseña")
    assert any(line.startswith("AUTHENTICATE PLAIN") for line in imap.asked)


def test_a_server_that_nobody_vouches_for_is_not_given_the_password(
    imap: Imap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its authority the certificate proves nothing."""
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(SourceUnavailable, match="does not prove to be who it says") as caught:
        walk(imap)
    assert not caught.value.reached
    assert not any("LOGIN" in line for line in imap.asked)


def test_a_port_without_tls_is_told(imap: Imap) -> None:
    """Port 143 is the usual slip; nothing is sent in the open."""
    with pytest.raises(SourceUnavailable, match="use port 993"):
        walk(imap, port=imap.plain_port)


@pytest.mark.parametrize(
    ("command", "said", "kind"),
    [
        ("LOGIN", "* BYE shutting down", SourceUnavailable),
        ("LOGIN", "TAG NO [UNAVAILABLE] later", SourceUnavailable),
        ("LOGIN", "TAG NO [LIMIT] Too many simultaneous connections", Throttled),
        ("LOGIN", "TAG NO [ALERT] Application-specific password required", AccessDenied),
        ("EXAMINE", "* BYE shutting down", SourceUnavailable),
        ("EXAMINE", "TAG NO [UNAVAILABLE] locked", SourceUnavailable),
        ("FETCH", "* BYE shutting down", SourceUnavailable),
        ("FETCH", "TAG NO [OVERQUOTA] bandwidth limits", Throttled),
        ("FETCH", "TAG NO strange", SourceUnavailable),
        ("FETCH", "TAG BAD strange", SourceUnavailable),
        ("FETCH", "no IMAP at all", SourceUnavailable),
    ],
)
def test_every_refusal_says_what_the_runner_should_do(
    imap: Imap, command: str, said: str, kind: type[SourceError]
) -> None:
    """What the server says comes out as an error of the kind that fits."""
    imap.holds(mail(1), says={command: said})
    with pytest.raises(kind):
        walk(imap)


def test_a_server_that_falls_silent_is_not_waited_for(
    imap: Imap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After half a minute the walk ends, to be tried again."""
    monkeypatch.setattr("listener.clients._imap.TIMEOUT", 0.5)
    imap.holds(mail(1), says={"FETCH": "* OK one moment"})
    with pytest.raises(SourceUnavailable):
        walk(imap)


def test_mails_deleted_in_mid_walk_hide_no_others() -> None:
    """What stood above a deleted mail moves down, into the page that is read next."""

    class Shrinking:
        """A folder of which somebody deletes the oldest mails after the first page."""

        def __init__(self) -> None:
            self.held = [mail(n, hours=200 - n) for n in range(1, 121)]
            self.count = len(self.held)

        def mails(self, first: int, last: int) -> list[Delivered]:
            found = self.held[first - 1 : last][::-1]
            self.held = [each for each in self.held if each not in self.held[:7]]
            return [Delivered(raw.encode(), datetime.fromisoformat(at)) for raw, at in found]

    pages = [*_pages(Shrinking(), "INBOX", None, Request(url="imaps://x"))]  # type: ignore[arg-type]
    read = numbers(pages)
    assert read[:50] == list(range(120, 70, -1))
    assert set(range(15, 121)) <= set(read)
    assert len(set(read)) == len(read)


def test_what_was_read_before_a_fault_is_kept(imap: Imap) -> None:
    """Pages that came stay; the fault comes after them."""
    imap.holds(*(mail(n, hours=200 - n) for n in range(1, 121)))
    source = Mailbox(lambda: NOW)
    host = f"127.0.0.1:{imap.port}"
    names = ("HOST", "USER", "PASSWORD")
    secrets = dict(
        zip((f"LISTENER_MAILBOX_{n}" for n in names), (host, USER, PASSWORD), strict=True)
    )
    pages = source.pages(source.connect(secrets), INBOX, None)
    assert len(next(pages).mentions) == 50
    imap.holds(says={"FETCH": "* BYE shutting down"})
    with pytest.raises(SourceUnavailable):
        next(pages)


def test_nobody_at_the_other_end_is_unavailable(imap: Imap) -> None:
    """A refused connection is tried again later."""
    with pytest.raises(SourceUnavailable) as caught:
        walk(imap, port=9)
    assert not caught.value.reached


def test_the_password_goes_to_its_own_server_only(imap: Imap) -> None:
    """A folder at another server is not opened with it."""
    listing = Watch(brand="luna", source="mailbox", listing="imap.elsewhere.example/INBOX")
    with pytest.raises(AccessDenied, match=r"imap\.elsewhere\.example.*LISTENER_MAILBOX_HOST"):
        walk(imap, listing)
    assert imap.asked == []


def test_the_server_can_be_moved_for_tests_and_the_demo(
    imap: Imap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LISTENER_MAILBOX_URL leads to loopback whatever the host is."""
    imap.holds(mail(3))
    monkeypatch.setenv("LISTENER_MAILBOX_URL", f"imaps://127.0.0.1:{imap.port}")
    listing = Watch(brand="luna", source="mailbox", listing="imap.example.com/INBOX")
    assert numbers(walk(imap, listing, host="imap.example.com")) == [3]
