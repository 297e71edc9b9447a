"""A message is one that mail servers and mail programs take, whatever stands in it."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listener.alerts.letter import Picture
from listener.alerts.mail import address, message
from listener.errors import DeliveryError
from tests.digest.samples import HOSTILE, NOW


def packed(**changes: object) -> bytes:
    """A small alert as bytes."""
    known: dict[str, object] = {
        "subject": "Acme: 41 negativas en 2 h, lo normal son 6 — reseñas ñandú",
        "text": "Están hablando mal de Acme.\n",
        "html": "<p>Están hablando mal de Acme.</p>\n",
        "sender": "Escucha, S. L. <listener@example.org>",
        "recipient": "equipo@example.org",
        "thread": "incident-7-abc",
        "now": NOW,
    }
    return message(**{**known, **changes})  # type: ignore[arg-type]


def opened(payload: bytes) -> EmailMessage:
    """The message as a mail program reads it."""
    mail = message_from_bytes(payload, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_a_mail_program_reads_both_parts_in_spanish() -> None:
    """Subject, plain and HTML come back letter by letter, accents and dash included."""
    mail = opened(packed())
    assert mail["Subject"] == "Acme: 41 negativas en 2 h, lo normal son 6 — reseñas ñandú"
    assert mail.get_content_type() == "multipart/alternative"
    plain, html = mail.iter_parts()
    assert plain.get_content().splitlines() == ["Están hablando mal de Acme."]
    assert html.get_content_type() == "text/html"
    assert html.get_content().strip() == "<p>Están hablando mal de Acme.</p>"
    assert plain["Content-Transfer-Encoding"] == "quoted-printable"


_WORDS = st.sampled_from("Café Lumbre: 26 negativas en 15 h, son 2 — «cobro» =?x?= ❤️ (no)".split())


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, min_size=1, max_size=16).map(" ".join))
def test_no_blank_of_a_header_is_lost_or_doubled(words: str) -> None:
    """Wherever it is folded: `lo normal son2` is no figure."""
    subject = words[:75].strip()
    mail = packed(subject=subject, sender=f"{subject} <listener@example.org>")
    assert opened(mail)["Subject"] == subject
    # The default policy's own parser doubles blanks here; mail programs do not.
    sender = str(message_from_bytes(mail)["From"]).replace("\r\n", "")
    shown = str(make_header(decode_header(sender))).strip().replace('"', "")
    assert shown == f"{subject} <listener@example.org>"


def test_headers_are_those_of_a_program_that_writes_itself() -> None:
    """No out-of-office program answers it, and its time is the one given."""
    mail = opened(packed())
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NOW
    assert mail["From"].addresses[0].display_name == "Escucha, S. L."
    assert str(mail["To"]) == "equipo@example.org"


def test_bytes_are_the_same_every_time() -> None:
    """The same message gives the same bytes; lines are short, ASCII, and end as SMTP wants."""
    payload = packed(text="ñ" * 5000, subject="ñ" * 500)
    assert payload == packed(text="ñ" * 5000, subject="ñ" * 500)
    assert payload.isascii()
    lines = payload.split(b"\r\n")
    assert max(map(len, lines)) <= 200
    assert all(b"\n" not in line and b"\r" not in line for line in lines)


def test_one_incident_is_one_conversation() -> None:
    """Later mails of a thread refer to the first; each has a name of its own."""
    first = opened(packed(first=True))
    worse = opened(packed(subject="Acme empeora"))
    over = opened(packed(subject="Acme vuelve a lo normal"))
    assert first["References"] is None
    assert worse["References"] == over["References"] == first["Message-ID"]
    assert worse["In-Reply-To"] == first["Message-ID"]
    assert len({first["Message-ID"], worse["Message-ID"], over["Message-ID"]}) == 3
    assert opened(packed(thread="incident-8"))["References"] != worse["References"]
    assert opened(packed(recipient="b@example.org"))["References"] != worse["References"]


def test_the_same_mail_written_anew_has_the_same_name() -> None:
    """What is told and when names it, whatever its words have become: programs drop the second."""
    told = opened(packed(told="worse"))
    anew = opened(packed(told="worse", subject="Acme: 41", text="(borrada)"))
    assert anew["Message-ID"] == told["Message-ID"]
    assert opened(packed(told="recovered"))["Message-ID"] != told["Message-ID"]
    later = opened(packed(told="worse", now=NOW + timedelta(hours=1)))
    assert later["Message-ID"] != told["Message-ID"]


def test_pictures_stand_beside_the_html_that_shows_them() -> None:
    """As parts of it, by name, and not as files that somebody attached."""
    chart = Picture(cid="chart7", png=b"\x89PNG...", alt="x", width=568, height=200)
    mail = opened(packed(html='<p>x <img src="cid:chart7" alt="x"></p>', pictures=[chart]))
    plain, related = mail.iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert related.get_content_type() == "multipart/related"
    html, png = related.iter_parts()
    assert html.get_content_type() == "text/html"
    assert html["Content-Transfer-Encoding"] == "quoted-printable"
    assert (png.get_content_type(), png["Content-ID"]) == ("image/png", "<chart7>")
    assert png.get_content_disposition() == "inline"
    assert png.get_content() == chart.png
    assert list(mail.iter_attachments()) == []
    assert packed(pictures=[chart]) == packed(pictures=[chart])


def test_who_wants_no_more_says_so_with_one_click() -> None:
    """By mail always; over HTTPS, RFC 8058, where an address is given, long and whole."""
    bare = opened(packed(about="acme"))
    assert bare["List-Id"] == "<acme.listener.example.org>"
    assert bare["List-Unsubscribe"] == "<mailto:listener@example.org?subject=unsubscribe%20acme>"
    assert bare["List-Unsubscribe-Post"] is None
    link = "https://cx.example.org/leave/" + "aB3-_." * 60
    payload = packed(about="acme", unsubscribe=link)
    assert f"List-Unsubscribe: <{link}>, <mailto:".encode() in payload
    assert opened(payload)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    "link",
    [
        "http://cx.example.org/leave/x",
        "https://cx.example.org/leave/x\r\nBcc: all@example.org",
        "https://cx.example.org/leave/x>, <https://bad.example",
        "javascript:alert(1)",
        HOSTILE,
    ],
)
def test_what_is_no_safe_address_is_left_out(link: str) -> None:
    """Then there is the mail address, as ever."""
    mail = opened(packed(about=HOSTILE, unsubscribe=link))
    assert mail["List-Unsubscribe"].startswith("<mailto:")
    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None


@pytest.mark.parametrize("field", ["subject", "text", "html", "thread"])
def test_nothing_can_be_injected(field: str) -> None:
    """Line breaks, NUL, escapes and lone surrogates in any field add no header and no part."""
    usual = opened(packed())
    mail = opened(packed(**{field: HOSTILE}))
    assert mail.keys() == usual.keys()
    assert len(list(mail.iter_parts())) == 2
    assert not mail.defects
    assert b"\r\nBcc:" not in packed(**{field: HOSTILE}).split(b"\r\n\r\n")[0]


@settings(max_examples=150, deadline=None)
@given(subject=st.text(max_size=300), text=st.text(max_size=300))
def test_any_subject_survives(subject: str, text: str) -> None:
    """Any text may be a subject: the headers stay the same ones, and it is read back."""
    mail = opened(packed(subject=subject, text=text))
    assert mail.keys() == opened(packed()).keys()
    assert not mail.defects


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "nobody",
        "a@",
        "@example.org",
        "a b@example.org",
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\nX: y",
        "A <a@example.org>\r\nBcc: <b@example.org>",
        "a@example..org",
        "<a@example.org> <b@example.org>",
        "ñandú@example.org",
        "a@example.org, b@example.org",
        "a@exa mple.org",
        "\x00a@example.org",
        "a@" + "x" * 300,
        "a@example.org>",
    ],
)
def test_what_is_no_address_is_refused_for_good(bad: str) -> None:
    """An address that is none, or is two, never reaches a header."""
    assert address(bad) == ""
    for field in ("sender", "recipient"):
        with pytest.raises(DeliveryError) as refused:
            packed(**{field: bad})
        assert refused.value.permanent


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("a@example.org", "a@example.org"),
        (" a@example.org ", "a@example.org"),
        ("Ana Gómez <ana.gomez+acme@example.org>", "ana.gomez+acme@example.org"),
        ('"Ana, S. L." <a@example.org>', "a@example.org"),
        ("a@españa.example", "a@xn--espaa-rta.example"),
        ("listener@localhost", "listener@localhost"),
    ],
)
def test_addresses_as_people_write_them(text: str, bare: str) -> None:
    """With or without a name, with a comma in it, and with an accent in the host."""
    assert address(text) == bare
    assert opened(packed(recipient=text))["To"].addresses[0].addr_spec == bare
