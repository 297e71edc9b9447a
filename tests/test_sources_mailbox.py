"""Mailboxes beyond the recordings: names of folders, broken mails, mails that mean harm."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listener.clients._alerts import unwrapped
from listener.clients._html import words_of
from listener.clients._imap import quoted
from listener.clients._mail import LARGEST, mail_of
from listener.clients._quotes import own_words
from listener.clients.mailbox import SOURCE, mentions_of
from listener.errors import AccessDenied
from listener.model import Mention

ARRIVED = datetime(2026, 11, 20, 10, tzinfo=UTC)


def read(raw: bytes) -> list[Mention]:
    return mentions_of(raw.replace(b"\n", b"\r\n"), ARRIVED, "INBOX")


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("inbox", "INBOX"),
        (" INBOX/ ", "INBOX"),
        ("IMAP.Example.com/inbox", "imap.example.com/INBOX"),
        ("imaps://imap.example.com/Quejas/2026", "imap.example.com/Quejas/2026"),
        ("INBOX.Soporte/Luna", "INBOX.Soporte/Luna"),
        ("[Gmail]/Todos", "[Gmail]/Todos"),
        ("localhost/INBOX", "localhost/INBOX"),
        ("Atención al cliente", "Atención al cliente"),
    ],
)
def test_a_folder_has_one_right_name(given: str, right: str) -> None:
    """With its server before it or without, as a person writes it."""
    assert SOURCE.normal_listing(given) == right
    assert SOURCE.normal_listing(right) == right


@pytest.mark.parametrize(
    "given", ["", " / ", "A\r\nLOGOUT", "https://mail.example.com/INBOX", "a" * 300]
)
def test_what_names_no_folder_is_refused_with_an_example(given: str) -> None:
    """The message shows what a right one looks like; nothing can break out of a command."""
    with pytest.raises(ValueError, match=r"imap\.example\.com/INBOX"):
        SOURCE.normal_listing(given)


@pytest.mark.parametrize(
    ("folder", "written"),
    [
        ("INBOX", '"INBOX"'),
        ("Atención", '"Atenci&APM-n"'),
        ("A & B", '"A &- B"'),
        ('a"b\\c', '"a\\"b\\\\c"'),
        ("台北", '"&U,BTFw-"'),
    ],
)
def test_names_are_written_as_imap_does(folder: str, written: str) -> None:
    """Modified UTF-7 in quotes."""
    assert quoted(folder) == written


def test_a_missing_key_is_named() -> None:
    """The message says which secrets to set."""
    with pytest.raises(AccessDenied, match=r"LISTENER_MAILBOX_USER, LISTENER_MAILBOX_PASSWORD"):
        SOURCE.connect({"LISTENER_MAILBOX_HOST": "imap.example.com", "user_agent": "x"})


@pytest.mark.parametrize("host", ["imap.example.com:x", "ana@imap.example.com", "https://", "[::1"])
def test_a_host_that_is_none_is_told(host: str) -> None:
    """Whoever puts an address or a link there learns what to put."""
    names = ("LISTENER_MAILBOX_HOST", "LISTENER_MAILBOX_USER", "LISTENER_MAILBOX_PASSWORD")
    with pytest.raises(AccessDenied, match="LISTENER_MAILBOX_HOST"):
        SOURCE.connect(dict(zip(names, (host, "u", "p"), strict=True)))


@pytest.mark.parametrize(
    ("declared", "body"),
    [
        (b"utf-8", "¡Pésimo!".encode()),
        (b"iso-8859-1", "¡Pésimo!".encode()),
        (b"us-ascii", "¡Pésimo!".encode("latin-1")),
        (b"utf-8", "¡Pésimo!".encode("latin-1")),
        (b"no-such-charset", "¡Pésimo!".encode("cp1252")),
        (b"punycode", "¡Pésimo!".encode("latin-1")),
        (b'"utf-8\x00"', "¡Pésimo!".encode()),
        (b"iso-8859-15", "¡Pésimo!".encode("iso-8859-15")),
    ],
)
def test_accents_survive_a_wrong_charset(declared: bytes, body: bytes) -> None:
    """The bytes are believed before what is said of them."""
    [mention] = read(b"Content-Type: text/plain; charset=" + declared + b"\n\n" + body)
    assert mention.text == "¡Pésimo!"


def test_raw_accents_in_a_head_are_read() -> None:
    """Old programs put them there as they are, in either charset."""
    assert read("Subject: Pésimo\n\nx".encode())[0].title == "Pésimo"
    assert read("Subject: Pésimo\n\nx".encode("latin-1"))[0].title == "Pésimo"


def test_a_letter_broken_between_two_encoded_words_is_whole() -> None:
    """Programs cut a subject in the middle of a letter."""
    assert read(b"Subject: =?utf-8?Q?Caf=C3?=\n =?utf-8?Q?=A9?= Luna\n\nx")[0].title == "Café Luna"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'"Ana P\xc3\xa9rez" <ana@x.example>', "Ana Pérez"),
        (b"ana@x.example (Ana)", "Ana"),
        (b"ana@x.example", None),
        (b'"ana@x.example" <ana@x.example>', None),
        (b"=?utf-8?Q?ana=40x.example?= <ana@x.example>", None),
        (b"<ana@x.example>", None),
        (b"", None),
        (b"(" * 9000, None),
    ],
)
def test_of_the_writer_only_the_name_is_kept(head: bytes, name: str | None) -> None:
    """An address is nobody's name; nothing of a mention holds it."""
    [mention] = read(b"From: " + head + b"\nSubject: x\n\nx")
    assert (mention.author.name if mention.author else None) == name
    assert "ana@" not in repr(mention)


def test_attachments_and_mails_within_mails_are_left_out() -> None:
    """Only what is shown as the mail's own text is read."""
    [mention] = read(
        b'Content-Type: multipart/mixed; boundary="b"\n\n'
        b"--b\nContent-Type: text/plain\n\nMira esto\n"
        b'--b\nContent-Type: text/plain; name="datos.txt"\n\nADJUNTO\n'
        b"--b\nContent-Type: text/html\nContent-Disposition: attachment\n\n<p>ADJUNTO\n"
        b"--b\nContent-Type: message/rfc822\n\nSubject: x\n\nDENTRO\n--b--\n"
    )
    assert mention.text == "Mira esto"


@pytest.mark.parametrize(
    "head",
    [
        b'Content-Type: multipart/report; boundary="b"',
        b"Auto-Submitted: auto-replied",
        b"Auto-Submitted: auto-notified; owner-email=x",
    ],
)
def test_what_machines_answer_is_no_mention(head: bytes) -> None:
    """Neither a mail that did not arrive nor somebody's holidays are an opinion."""
    assert read(head + b"\nSubject: x\n\n--b\n\nx\n--b--") == []
    assert len(read(b"Auto-Submitted: no\nSubject: x\n\nx")) == 1


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Hola\n\n-- \nAna\nTel. 55", "Hola"),
        ("Uno\n--\n" + "linea\n" * 30, "Uno\n--\n" + "linea\n" * 29 + "linea"),
        ("-- \nSolo firma", "-- \nSolo firma"),
        ("> Solo cita", "> Solo cita"),
        (
            "Sí.\n\nOn Fri, Nov 20, 2026 at 10 Luna <x@y.example> wrote:\n\n> Hola\n> Qué tal",
            "Sí.",
        ),
        ("> ¿Qué pasó?\nQue llegó roto.\n> ¿Cuándo?\nAyer.", "Que llegó roto.\nAyer."),
        ("Mal\n-----Mensaje original-----\nDe: x\nHola", "Mal"),
        ("Mal\n________________\nFrom: A\nSent: hoy\nTo: B\nSubject: C\n\nHola", "Mal"),
        ("De: Juan para Ana\nfeliz día", "De: Juan para Ana\nfeliz día"),
        (">From aquí no es cita", ">From aquí no es cita"),
        ("Ana escribió: gracias", "Ana escribió: gracias"),
        ("Fatal\n\nEnviado desde mi iPhone", "Fatal"),
    ],
)
def test_of_an_answer_its_own_words_are_kept(text: str, own: str) -> None:
    """Quotes and signatures go, where they are surely ones; never everything."""
    assert own_words(text) == own


def test_what_somebody_hands_on_is_kept() -> None:
    """A forwarded complaint is the point of the mail."""
    [mention] = read(b"Subject: RV: Queja\n\nVer abajo\n-----Mensaje original-----\nLlego roto")
    assert "Llego roto" in mention.text


def test_quotes_in_html_go_as_well() -> None:
    """What stands in a blockquote is what is answered to."""
    html = b"<div>Nada funciona</div><div>El vie, 20 nov 2026, Luna escribi\xc3\xb3:<br></div>"
    [mention] = read(
        b"Content-Type: text/html; charset=utf-8\n\n"
        + html
        + b"<blockquote>Hola<p>Ana</blockquote>"
    )
    assert mention.text == "Nada funciona"


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        (
            "https://www.google.com/url?rct=j&url=https://a.example/x%3Fb%3D1&ct=ga",
            "https://a.example/x?b=1",
        ),
        ("https://www.google.com.mx/url?q=https://a.example/", "https://a.example/"),
        ("https://www.google.es/url?url=javascript:alert(1)", ""),
        ("https://www.google.com/url?url=https://ana@a.example/", ""),
        ("https://www.google.com/alerts/feedback?url=https://a.example/", ""),
        ("https://google.com.evil.example/url?url=https://a.example/", ""),
        ("https://[::1/url?url=https://a.example/", ""),
        ("https://www.google.com/url?" + "a=1&" * 100 + "url=https://a.example/", ""),
    ],
)
def test_a_link_of_googles_leads_where_it_says(link: str, leads_to: str) -> None:
    """Only safe addresses come out, and only of Google's own links."""
    assert unwrapped(link) == leads_to


def test_an_alert_that_cannot_be_read_is_kept_whole() -> None:
    """Should Google change its mails, their words are still found."""
    [mention] = read(
        b"From: Google Alerts <googlealerts-noreply@google.com>\nSubject: Google Alert - luna\n"
        b"List-Unsubscribe: <https://www.google.com/x>\n\nNueva forma: Luna abre"
    )
    assert (mention.kind, mention.text) == ("article", "Nueva forma: Luna abre")


def test_only_googles_own_address_sends_alerts() -> None:
    """A name that looks like it is not enough."""
    link = b"<https://www.google.com/url?url=https://a.example/>"
    for sender in (
        b'"googlealerts-noreply@google.com" <x@y.example>',
        b"xgooglealerts-noreply@google.com",
    ):
        [mention] = read(b"From: " + sender + b"\nSubject: x\n\nTitulo\n" + link)
        assert mention.kind == "post"


NESTED = b"".join(
    b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(4000)
)
BOMBS = {
    "nested parts": b"Subject: x\n" + NESTED,
    "some nested parts": b"Subject: x\n"
    + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(50)
    )
    + b"x\n" * 100_000,
    "many parts": b'Subject: x\nContent-Type: multipart/mixed; boundary="b"\n\n'
    + b"--b\n\n\n" * 40_000,
    "brackets": b"Subject: x\nFrom: " + b"(" * 200_000 + b"\n\nx",
    "encoded words": b"Subject: x" + b" =?utf-8?q?a?=" * 20_000 + b"\n\nx",
    "half encoded words": b"Subject: x" + b"=?" * 100_000 + b"\n\nx",
    "addresses": b"Subject: x\nFrom: " + b"a@b.c," * 40_000 + b"\n\nx",
    "ids": b"Subject: x\nReferences: " + b"<" * 200_000 + b"\n\nx",
    "heads": b"Subject: x\n" + b"X: y\n" * 50_000 + b"\nx",
    "attributes": b"Subject: x\nContent-Type: text/html\n\n<p "
    + b" ".join(b"a%d" % n for n in range(40_000)),
    "open tags": b"Subject: x\nContent-Type: text/html\n\n" + b"<a <!" * 50_000,
    "open quotes": b"Subject: x\nContent-Type: text/html\n\n" + b"<a \"'" * 50_000,
    "open comments": b"Subject: x\nContent-Type: text/html\n\n" + b"<!--" * 60_000,
    "open scripts": b"Subject: x\nContent-Type: text/html\n\n" + b"<script><style>" * 17_000,
    "deep html": b"Subject: x\nContent-Type: text/html\n\n" + b"<blockquote><div>" * 15_000,
    "links": b"Subject: x\nFrom: <googlealerts-noreply@google.com>\nContent-Type: text/html\n\n"
    + b"<a href='https://www.google.com/url?url=https://a.example/'>a</a>" * 3000,
    "introductions": b"Subject: x\n\n" + b"El lun\n\n> x\n" * 20_000,
    "heads of answers": b"Subject: x\n\n" + b"De: x\n" * 40_000,
    "words": b"Subject: x\n\nEl " + b"escribio " * 25_000 + b"\n> x",
    "base64": b"Subject: x\nContent-Transfer-Encoding: base64\n\n" + b"QUJD" * 60_000 + b"=",
    "nothing": b"",
    "zeros": b"\x00" * 200_000,
    "noise": bytes(range(256)) * 1000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_mail_that_means_harm_takes_no_time(name: str) -> None:
    """However it is built, it is read within seconds, as one mention that can be stored."""
    began = time.process_time()
    [mention] = read(BOMBS[name])
    assert time.process_time() - began < 5
    assert mention.title.startswith("x") or name in ("links", "nothing", "zeros", "noise")
    assert len(mention.text) <= 100_000
    assert len(mention.title) <= 10_000


PIECES = [each.encode() for each in '-- ¡ > ¡ = ¡ " ¡ --b ¡ --b-- ¡ ?= ¡ < ¡ =?utf-8?B?'.split("¡")]
PIECES += [b"\r\n", b"\r\n\r\n", b"\x00", b"\xff", b"El lun escribi\xc3\xb3:", b"De: x", b"Para: y"]
PIECES += [b"Subject: ", b"From: ", b"Date: ", b"Message-ID: <", b"googlealerts-noreply@google.com"]
PIECES += [b"Content-Type: multipart/mixed; boundary=b", b"Content-Type: text/html; charset*0="]
PIECES += [b"<a href=https://www.google.com/url?q=", b"https://a.example", b"filename*=", b"<p>"]


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=40))
def test_whatever_comes_is_read(pieces: list[bytes]) -> None:
    """No bytes break the reading; what comes out is trimmed, in UTC and has an id."""
    for mention in mentions_of(b"".join(pieces), ARRIVED, "INBOX"):
        assert mention.id
        assert (mention.title, mention.text) == (mention.title.strip(), mention.text.strip())
        assert mention.published_at
        assert mention.published_at <= ARRIVED
        assert mention.url == "" or mention.url.startswith(("https://", "http://"))


def test_a_mail_cut_in_the_middle_is_read_as_far_as_it_goes() -> None:
    """Of a mail with a large picture, the words before it are there."""
    raw = (
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nRoto\n'
        b"--b\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n"
        + b"QUJD\n"
        * LARGEST
    )
    assert mail_of(raw).text == "Roto"


def test_html_is_read_as_its_reader_sees_it() -> None:
    """Blocks are lines, words run on across bold ones; scripts and comments are not seen."""
    html = (
        "<title>no</title><p>Uno <b>dos</b>tres</p><!-- no --><ul><li>a&amp;b<li>c</ul>"
        '<script>no</script><td title="a > b">fin</td><br><br>1 < 2'
    )
    assert words_of(html) == "Uno dostres\na&b\nc\nfin\n1 < 2"
