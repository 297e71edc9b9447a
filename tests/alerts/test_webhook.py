"""A program is told over HTTP, and knows who speaks; every way of failing says what to do next."""

from __future__ import annotations

import socket
import threading
import time
from base64 import b64decode
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import Webhook as Reference
from standardwebhooks.webhooks import WebhookVerificationError

from listener.alerts.webhook import Webhook, key_of, rest_of
from listener.errors import DeliveryError
from listener.i18n import say
from tests.alerts.sink import Answer, Sink

KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = '{"type":"incident.opened","data":{"brand":"Acmé"}}'.encode()
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def webhook(url: str | None, key: str | None = KEY, **changes: object) -> Webhook:
    return Webhook("crm", "LISTENER_CHANNEL_CRM", url, key, **changes)  # type: ignore[arg-type]


def failure(url: str | None, key: str | None = KEY, **changes: object) -> DeliveryError:
    """The error of one attempt."""
    with pytest.raises(DeliveryError) as caught:
        webhook(url, key, **changes).send(BODY, "msg_1")
    return caught.value


def test_a_message_is_signed_as_the_reference_wants_it(sink: Sink) -> None:
    """The library of Standard Webhooks takes it; with another key or body, it does not."""
    webhook(f"{sink.url}/crm").send(BODY, "msg_1_ab")
    (taken,) = sink.at("/crm")
    assert taken.body == BODY
    assert taken.headers["Content-Type"] == "application/json"
    assert Reference(KEY).verify(taken.body, taken.headers)["type"] == "incident.opened"
    with pytest.raises(WebhookVerificationError):
        Reference("whsec_c2VjcmV0").verify(taken.body, taken.headers)
    with pytest.raises(WebhookVerificationError):
        Reference(KEY).verify(taken.body + b" ", taken.headers)


def test_a_message_keeps_its_name_and_is_signed_anew_at_each_attempt(sink: Sink) -> None:
    """The receiver can tell a second attempt from a second message, and an old copy from both."""
    clock = iter([datetime.now(UTC), datetime.now(UTC) + timedelta(seconds=90)])
    crm = webhook(f"{sink.url}/crm", now=lambda: next(clock))
    crm.send(BODY, "msg_1")
    crm.send(BODY, "msg_1")
    one, two = (each.headers for each in sink.at("/crm"))
    assert one["webhook-id"] == two["webhook-id"] == "msg_1"
    assert one["webhook-timestamp"] != two["webhook-timestamp"]
    assert one["webhook-signature"] != two["webhook-signature"]


def test_a_key_may_be_any_text() -> None:
    """Only what begins with whsec_ is base64, as the specification has it."""
    assert key_of(" plain secret\n") == b"plain secret"
    assert key_of("whsec_c2VjcmV0") == b"secret"
    for wrong in ("whsec_", "whsec_%%%"):
        with pytest.raises(ValueError):  # noqa: PT011 - it has no words of its own
            key_of(wrong)


def test_what_its_receiver_calls_it_is_kept(sink: Sink) -> None:
    """Without the letters by which a terminal could be fooled."""
    sink.answers["/crm"] = Answer(202, {"X-Request-Id": "req_77\x1b[31m"})
    assert "req_77" in webhook(f"{sink.url}/crm").send(BODY, "m")
    assert "\x1b" not in webhook(f"{sink.url}/crm").send(BODY, "m")


@pytest.mark.parametrize(
    ("code", "permanent", "of_channel"),
    [
        *[(code, True, True) for code in (400, 401, 403, 404, 410, 413, 422)],
        *[(code, False, False) for code in (408, 409, 425, 500, 502, 301, 302, 307)],
        *[(code, False, True) for code in (429, 503)],
    ],
)
def test_an_answer_says_whether_to_try_again(
    code: int, permanent: bool, of_channel: bool, sink: Sink
) -> None:
    """What blames the message is for good, unless it may heal; the rest is tried again."""
    sink.answers["/crm"] = Answer(code, {"Location": f"{sink.url}/elsewhere"})
    error = failure(f"{sink.url}/crm?token=abc123")
    assert (error.permanent, error.of_channel) == (permanent, of_channel)
    assert str(code) in str(error)
    assert sink.at("/elsewhere") == []


def test_a_receiver_says_how_long_to_leave_it_alone(sink: Sink) -> None:
    """In seconds or as a date; nonsense is no wish."""
    sink.answers["/crm"] = Answer(429, {"Retry-After": "90"})
    assert failure(f"{sink.url}/crm").rest == timedelta(seconds=90)
    assert rest_of("Sun, 22 Nov 2026 12:10:00 GMT", NOW) == timedelta(minutes=10)
    assert rest_of("Sun, 22 Nov 2020 12:10:00 GMT", NOW) == timedelta()
    assert rest_of("9" * 40, NOW) == timedelta(days=1)
    assert [rest_of(each, NOW) for each in ("", "soon", "-5", "٣")] == [None] * 4


@pytest.mark.parametrize(
    "url",
    [
        "http://crm.example.com/x",
        "ftp://crm.example.com",
        "crm.example.com/x",
        "https://",
        "http:///",
    ],
)
def test_an_address_that_others_could_read_is_refused(url: str) -> None:
    """Out in the world only TLS will do; the variable is named, and never what it holds."""
    error = failure(url)
    assert (error.permanent, error.of_channel) == (True, True)
    assert "LISTENER_CHANNEL_CRM" in str(error)
    assert "example" not in str(error)


@pytest.mark.parametrize(
    "url", ["http://localhost:1/x", "http://10.0.0.7/x", "http://[::1]/x", "http://crm:8000/", "https://a.example/x"]
)  # fmt: skip
def test_ones_own_network_needs_no_certificate(url: str) -> None:
    """Nothing is sent by looking."""
    webhook(url).check()


@pytest.mark.parametrize(
    ("url", "key", "named", "permanent"),
    [
        (None, KEY, "LISTENER_CHANNEL_CRM", False),
        ("https://a.example", None, "LISTENER_CHANNEL_CRM_KEY", False),
        ("https://a.example", "whsec_%%", "LISTENER_CHANNEL_CRM_KEY", True),
    ],
)
def test_a_missing_secret_is_named(
    url: str | None, key: str | None, named: str, permanent: bool
) -> None:
    """One that is missing may be there in the next run; one that is wrong will not mend itself."""
    error = failure(url, key)
    assert named in str(error)
    assert (error.permanent, error.of_channel) == (permanent, True)


def test_a_receiver_that_is_down_hangs_or_drops_is_tried_again(sink: Sink) -> None:
    """Within the time-out, and without a word of the address."""
    sink.answers |= {"/hangs": Answer(hangs=True), "/drops": Answer(drops=True)}
    began = time.monotonic()
    with socket.socket() as dead:
        dead.bind(("127.0.0.1", 0))
        urls = [
            f"http://127.0.0.1:{dead.getsockname()[1]}/tokenT",
            *map(sink.url.__add__, sink.answers),
        ]
        for url in urls:
            error = failure(url, timeout=0.3)
            assert (error.permanent, error.of_channel) == (False, True)
            assert "127.0.0.1" not in str(error)
            assert "token" not in str(error)
        assert say("errors.os_broken") in str(failure(f"{sink.url}/drops"))
    assert time.monotonic() - began < 3


def test_a_receiver_that_drips_does_not_hold_the_run() -> None:
    """A head that never ends is given up, though each of its bytes came in time."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        began = time.monotonic()

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                try:
                    for _ in range(100):
                        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: 1" if _ == 0 else b"1")
                        time.sleep(0.05)
                except OSError:
                    return

        threading.Thread(target=drip, daemon=True).start()
        error = failure(f"http://127.0.0.1:{server.getsockname()[1]}/", timeout=0.3)
    assert not error.permanent
    assert time.monotonic() - began < 2


def test_a_login_of_this_machine_is_none_of_its_business(
    sink: Sink, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """~/.netrc is for people: what it holds is not sent."""
    netrc = str(tmp_path) + "/netrc"
    with open(netrc, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write("machine 127.0.0.1 login me password hush\n")
    monkeypatch.setenv("NETRC", netrc)
    webhook(f"{sink.url}/crm").send(BODY, "m")
    assert "Authorization" not in sink.at("/crm")[0].headers


def test_a_login_in_the_address_is_used_and_never_told(sink: Sink) -> None:
    """Many who take webhooks ask for one: without it they refuse, and the channel is paused."""
    url = f"http://crm:contrase%C3%B1a@127.0.0.1:{sink.port}/crm"
    webhook(url).send(BODY, "m")
    (taken,) = sink.at("/crm")
    assert (
        b64decode(taken.headers["Authorization"].removeprefix("Basic ")) == b"crm:contrase\xc3\xb1a"
    )
    sink.answers["/crm"] = Answer(401)
    assert "contrase" not in str(failure(url))


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_redirect_says_what_to_do(code: int, sink: Sink) -> None:
    """A slash too few is enough for one; where it leads may be a secret, and is not told."""
    sink.answers["/crm"] = Answer(code, {"Location": f"{sink.url}/s3cr3t/"})
    error = failure(f"{sink.url}/crm")
    assert not error.permanent
    assert f"HTTP {code}" in str(error)
    assert "LISTENER_CHANNEL_CRM" in str(error)
    assert "s3cr3t" not in str(error)
    assert sink.at("/s3cr3t/") == []
