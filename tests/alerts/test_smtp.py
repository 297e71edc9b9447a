"""Mail goes out over a real SMTP server, and every way of failing says what to do next."""

from __future__ import annotations

import socket
import ssl
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import trustme

from listener.alerts.compose import compose
from listener.alerts.mail import message
from listener.alerts.pack import pack
from listener.alerts.smtp import Smtp
from listener.config import Mail
from listener.errors import DeliveryError
from listener.i18n import Translator, say
from listener.outgoing import Target
from tests.alerts.stories import story
from tests.digest.samples import MADRID, NOW

from .post_office import PASSWORD, USER, PostOffice, opened, settings

TO = "social@example.org"


@pytest.fixture
def office() -> PostOffice:
    """An empty post office."""
    return PostOffice()


@pytest.fixture
def dead_port() -> Iterator[int]:
    """A port where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def alert() -> bytes:
    """A Spanish alert as it would be sent."""
    told = compose([story()], "Acme Ñ", Translator("es"), MADRID, now=NOW)
    target = Target(recipient=TO, language="es")
    sender = "Escucha <listener@example.org>"
    return pack(told, target, sender=sender, thread="acme.appstore.1", first=True, now=NOW)


def failure(mail: Mail, password: str | None = None) -> DeliveryError:
    """The error of one attempt."""
    with pytest.raises(DeliveryError) as caught:
        Smtp(mail, password).send(alert(), TO)
    return caught.value


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_arrives_over_tls_with_login(
    security: str, office: PostOffice, certified: ssl.SSLContext, ca_file: Path
) -> None:
    """Over STARTTLS and over TLS, with a password that has an ñ, byte by byte as it was made."""
    wrapped = {"starttls" if security == "starttls" else "tls": certified}
    with opened(office, login=True, **wrapped) as port:
        Smtp(settings(port, security, ca_file, user=USER), PASSWORD).send(alert(), TO)
    [(sender, recipients, payload)] = office.boxes
    assert (sender, recipients) == ("listener@example.org", [TO])
    assert payload == alert()
    mail = message_from_bytes(payload, policy=default)
    assert mail["Subject"] == "Acme Ñ: 41 negativas en 2 h, lo normal son 6 — App Store"
    assert office.logins == [(USER.encode(), PASSWORD.encode())]


def test_a_mail_arrives_without_any_protection(office: PostOffice) -> None:
    """A relay of one's own without TLS and login works when the settings say so."""
    with opened(office) as port:
        Smtp(settings(port, "none"), None).send(alert(), TO)
    assert len(office.boxes) == 1


def test_an_ascii_password_goes_the_usual_way(
    office: PostOffice, certified: ssl.SSLContext, ca_file: Path
) -> None:
    """A plain password is sent by the mechanisms that the server offers."""
    with opened(office, login=True, starttls=certified) as port:
        error = failure(settings(port, "starttls", ca_file, user=USER), "plain")
    assert error.of_channel
    assert office.logins[-1] == (USER.encode(), b"plain")


def test_one_connection_serves_several(
    office: PostOffice, certified: ssl.SSLContext, ca_file: Path
) -> None:
    """In a with block the login is made once, and a refused recipient does not end it."""
    office.refuses["gone@example.org"] = "550 5.1.1 no such user"
    with (
        opened(office, login=True, starttls=certified) as port,
        Smtp(settings(port, "starttls", ca_file, user=USER), PASSWORD) as server,
    ):
        server.send(alert(), TO)
        with pytest.raises(DeliveryError) as refused:
            server.send(alert(), "gone@example.org")
        server.send(alert(), "other@example.org")
    assert refused.value.permanent
    assert "no such user" in str(refused.value)
    assert [box[1] for box in office.boxes] == [[TO], ["other@example.org"]]
    assert (len(office.logins), len(office.connections)) == (1, 1)


def test_a_wrong_password_is_no_fault_of_a_recipient_and_never_told(
    office: PostOffice, certified: ssl.SSLContext, ca_file: Path
) -> None:
    """All mail waits until it is mended; even if the server repeats the password, we do not."""
    wrong = "clave-errónea-9"
    office.refusal = f"535 5.7.8 bad password {wrong}"
    with opened(office, login=True, starttls=certified) as port:
        error = failure(settings(port, "starttls", ca_file, user=USER), wrong)
    assert (error.permanent, error.of_channel) == (False, True)
    assert wrong not in "".join(traceback.format_exception(error))
    assert "•••" in str(error)
    assert office.boxes == []


def test_a_dead_server_is_passing(dead_port: int) -> None:
    """Nobody listening: tried again."""
    error = failure(settings(dead_port, "starttls", timeout_seconds=2.0))
    assert not error.permanent
    assert str(dead_port) in str(error)


def test_a_silent_server_is_passing_within_the_timeout() -> None:
    """A server that takes the connection and says nothing does not hold the run."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        error = failure(
            settings(silent.getsockname()[1], "none", host="127.0.0.1", timeout_seconds=0.3)
        )
    assert not error.permanent


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_a_stranger_is_refused(
    security: str, office: PostOffice, certified: ssl.SSLContext
) -> None:
    """Without trust neither password nor mail is sent, and the message names `ca_file`."""
    wrapped = {"starttls" if security == "starttls" else "tls": certified}
    with opened(office, login=True, **wrapped) as port:
        error = failure(settings(port, security, user=USER), PASSWORD)
    assert not error.permanent
    assert "ca_file" in str(error)
    assert (office.boxes, office.logins) == ([], [])


def test_a_certificate_for_another_host_is_refused(
    office: PostOffice, authority: trustme.CA, ca_file: Path
) -> None:
    """A trusted authority's certificate for another name does not do."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("mail.example.org").configure_cert(context)
    with opened(office, starttls=context) as port:
        error = failure(settings(port, "starttls", ca_file))
    assert "ca_file" in str(error)
    assert office.boxes == []


def test_a_server_without_starttls_gets_nothing(office: PostOffice) -> None:
    """Asked for STARTTLS, a server that does not offer it gets no password and no mail."""
    with opened(office) as port:
        error = failure(settings(port, "starttls", user=USER), PASSWORD)
    assert not error.permanent
    assert "security" in str(error)
    assert office.boxes == []


def test_tls_to_a_plain_server_says_what_to_check(office: PostOffice) -> None:
    """TLS from the start to a server that speaks first in plain is explained."""
    with opened(office) as port:
        error = failure(settings(port, "tls"))
    assert not error.permanent
    assert "security" in str(error)


def test_login_where_none_is_offered_is_passing(office: PostOffice) -> None:
    """A user is set but the server has no AUTH: passing, with the setting to check."""
    with opened(office) as port:
        for password in ("ascii", PASSWORD):
            assert not failure(settings(port, "none", user=USER), password).permanent
    assert office.boxes == []


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        ("550 5.1.1 no such user", True),
        ("552 5.2.2 mailbox full for good", True),
        ("450 4.2.1 try later", False),
        ("421 4.3.2 closing", False),
    ],
)
def test_a_refused_recipient_is_permanent_only_with_5xx(
    answer: str, permanent: bool, office: PostOffice
) -> None:
    """550 pauses this recipient, 450 and 421 are tried again."""
    office.refuses[TO] = answer
    with opened(office) as port:
        assert failure(settings(port, "none")).permanent is permanent


@pytest.mark.parametrize("answer", ["554 5.7.1 looks like spam", "451 4.3.0 busy", "drop"])
def test_trouble_after_the_data_is_passing_and_the_next_mail_goes_out(
    answer: str, office: PostOffice
) -> None:
    """A message not taken, or a connection lost, is tried again; the same Smtp then reconnects."""
    office.after_data = answer
    with opened(office) as port, Smtp(settings(port, "none"), None) as server:
        with pytest.raises(DeliveryError) as caught:
            server.send(alert(), TO)
        office.after_data = "250 OK"
        server.send(alert(), TO)
    assert not caught.value.permanent
    assert len(office.boxes) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"host": ""}, "[mail]"),
        ({"sender": ""}, "sender"),
        ({"sender": "a@example.org\r\nBcc: b@example.org"}, "sender"),
        ({"user": "me"}, "LISTENER_SMTP_PASSWORD"),
        ({"ca_file": "/nowhere/ca.pem"}, "ca_file"),
    ],
)
def test_a_missing_setting_is_named(changes: dict[str, str], words: str, dead_port: int) -> None:
    """Nothing is skipped in silence: the message names the setting to write."""
    error = failure(settings(dead_port, "starttls", **changes))
    assert words in str(error)
    assert not error.permanent


def test_a_recipient_that_is_none_is_refused_before_the_server(dead_port: int) -> None:
    """A recipient with a line break never reaches the wire."""
    with pytest.raises(DeliveryError) as caught:
        Smtp(settings(dead_port, "none"), None).send(alert(), "a@example.org\r\nRCPT TO:<b@c.d>")
    assert caught.value.permanent


def test_a_dot_alone_on_a_line_does_not_end_the_mail(office: PostOffice) -> None:
    """A text with the end mark of SMTP in it arrives whole and as one mail."""
    tricky = message(
        subject="x",
        text="a\n.\nMAIL FROM:<b@c.d>\n",
        html="<p>",
        sender="a@example.org",
        recipient=TO,
        thread="t",
        now=NOW,
    )
    with opened(office) as port:
        Smtp(settings(port, "none"), None).send(tricky, TO)
    [(_, _, payload)] = office.boxes
    assert payload == tricky


def test_no_connection_is_made_before_the_first_mail(dead_port: int) -> None:
    """Making an Smtp, and closing it unused, touches no network."""
    before = threading.active_count()
    with Smtp(settings(dead_port, "tls"), None):
        pass
    assert threading.active_count() == before


def dripping(connection: socket.socket, greeting: bytes) -> None:
    """A reply that never ends."""
    with connection, suppress(OSError):
        connection.sendall(greeting)
        for _ in range(200):
            connection.sendall(b"220-patience\r\n")
            time.sleep(0.1)


@pytest.mark.parametrize("greeting", [b"", b"220 welcome\r\n"])
def test_a_server_that_drips_is_passing_within_the_timeout(greeting: bytes) -> None:
    """A reply whose lines never end does not hold the run, and the next mail does not wait anew."""
    with socket.create_server(("127.0.0.1", 0)) as slow:
        taken: list[socket.socket] = []

        def serve() -> None:
            with suppress(OSError):
                while True:
                    taken.append(slow.accept()[0])
                    threading.Thread(
                        target=dripping, args=(taken[-1], greeting), daemon=True
                    ).start()

        threading.Thread(target=serve, daemon=True).start()
        port, began = slow.getsockname()[1], time.monotonic()
        known = settings(port, "none", host="127.0.0.1", timeout_seconds=0.5)
        with Smtp(known, None) as server:
            for _ in range(3):
                with pytest.raises(DeliveryError) as caught:
                    server.send(alert(), TO)
                assert not caught.value.permanent
    assert time.monotonic() - began < 5
    assert len(taken) == 1
    assert say("errors.os_timeout") in str(caught.value)


@pytest.mark.parametrize(
    ("greeting", "said"),
    [(b"554 5.7.1 you are blocked\r\n", "(5.7.1 you are blocked)"), (b"220 hello\r\n", "")],
)
def test_why_a_server_wants_none_is_told_in_words(greeting: bytes, said: str) -> None:
    """What it said, and not as Python writes it; that it hung up, in the reader's language."""
    with socket.create_server(("127.0.0.1", 0)) as curt:

        def serve() -> None:
            with suppress(OSError), curt.accept()[0] as connection:
                connection.sendall(greeting)

        threading.Thread(target=serve, daemon=True).start()
        error = failure(settings(curt.getsockname()[1], "none", host="127.0.0.1"))
    assert (said or say("errors.os_broken")) in str(error)


def test_a_host_that_cannot_be_one_is_passing() -> None:
    """A typo such as two dots is told, and breaks nothing."""
    error = failure(settings(25, "starttls", host="mail..example"))
    assert not error.permanent
    assert "mail..example" in str(error)
