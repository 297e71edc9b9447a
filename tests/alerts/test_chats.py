"""Chats are told by Apprise, and whatever goes wrong is told without a word of their secrets."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time

import msgspec
import pytest
from apprise.plugins.pagerduty import PAGERDUTY_API_LOOKUP

from listener.alerts.chats import Chat, without_secrets
from listener.errors import DeliveryError
from listener.i18n import say
from tests.alerts.sink import Answer, Sink

TOLD = {"title": "Acmé: 41 negativas", "body": "**41** {{ x }} ${HOME}", "format": "markdown",
        "type": "warning"}  # fmt: skip
PAYLOAD = msgspec.json.encode(TOLD)


def chat(url: str | None, **changes: float) -> Chat:
    return Chat("slack-cx", "LISTENER_CHANNEL_SLACK_CX", url, **changes)


def failure(url: str | None, **changes: float) -> DeliveryError:
    """The error of one attempt."""
    with pytest.raises(DeliveryError) as caught:
        chat(url, **changes).send(PAYLOAD)
    return caught.value


def test_a_message_arrives_as_it_was_written(sink: Sink) -> None:
    """Nothing in it is taken for a variable, an emoji or an escape."""
    chat(f"json://127.0.0.1:{sink.port}/room").send(PAYLOAD)
    (taken,) = sink.at("/room")
    told = json.loads(taken.body)
    assert (told["title"], told["message"], told["type"]) == (
        TOLD["title"],
        TOLD["body"],
        TOLD["type"],
    )
    assert "apprise" not in str(taken.headers).lower()


def test_each_service_is_told_in_its_own_way(sink: Sink) -> None:
    """ntfy gets its topic, Mattermost Markdown at its hook, over the servers that people have."""
    chat(f"ntfy://127.0.0.1:{sink.port}/avisos").send(PAYLOAD)
    chat(f"mmost://127.0.0.1:{sink.port}/tok3n").send(PAYLOAD)
    ntfy, mattermost = sink.taken
    assert json.loads(ntfy.body)["topic"] == "avisos"
    assert mattermost.path == "/hooks/tok3n"
    assert "**41**" in json.loads(mattermost.body)["text"]


def test_a_title_calls_nobody(sink: Sink) -> None:
    """A person may have typed anything as the cause, and some chats read it as they do the text."""
    told = {**TOLD, "title": "Acme: cerrado, @everyone *TPV* <!channel>"}
    chat(f"mmost://127.0.0.1:{sink.port}/tok3n").send(msgspec.json.encode(told))
    text = json.loads(sink.taken[0].body)["text"]
    assert not any(bad in text for bad in ("@everyone", "*TPV*", "<!"))
    assert "cerrado" in text


def test_a_pager_that_takes_little_is_told_as_much(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PagerDuty refuses what is longer than 1024 characters, and would be paused for it."""
    monkeypatch.setitem(PAGERDUTY_API_LOOKUP, "us", f"{sink.url}/v2/enqueue")
    told = {**TOLD, "body": "41 negativas\n" * 110}
    key = "0123456789abcdef0123456789abcdef"
    chat(f"pagerduty://{key}@abcdefghijklmnopqrst").send(msgspec.json.encode(told))
    (taken,) = sink.at("/v2/enqueue")
    summary = json.loads(taken.body)["payload"]["summary"]
    assert 900 < len(summary) <= 1024
    assert summary.startswith("Acmé: 41 negativas")


@pytest.mark.parametrize(
    ("code", "permanent"),
    [
        *[(code, True) for code in (400, 401, 403, 404, 410)],
        *[(code, False) for code in (408, 409, 425, 429, 500, 503, 302)],
    ],
)
def test_an_answer_says_whether_to_try_again(code: int, permanent: bool, sink: Sink) -> None:
    """What no second try would mend is for good; a redirect is not followed."""
    sink.answers["/hooks/s3cr3t-token"] = Answer(code, {"Location": f"{sink.url}/elsewhere"})
    error = failure(f"json://equipo:contrase%C3%B1a@127.0.0.1:{sink.port}/hooks/s3cr3t-token")
    assert error.permanent is permanent
    assert str(code) in str(error)
    for secret in ("s3cr3t-token", "contraseña", "contrase%C3%B1a", "equipo"):
        assert secret not in str(error)
    assert sink.at("/elsewhere") == []


def test_a_service_that_is_down_or_drops_is_tried_again(sink: Sink) -> None:
    """No other message over it is tried in the same run."""
    sink.answers["/drops"] = Answer(drops=True)
    with socket.socket() as dead:
        dead.bind(("127.0.0.1", 0))
        for port, path in ((dead.getsockname()[1], "tokenT"), (sink.port, "drops")):
            error = failure(f"json://127.0.0.1:{port}/{path}")
            assert (error.permanent, error.of_channel) == (False, True)
            assert path not in str(error)
            assert say("channels.no_connection") in str(error)


def test_a_service_that_hangs_is_given_up(sink: Sink) -> None:
    """However long it would be waited for."""
    sink.answers["/hangs"] = Answer(hangs=True)
    began = time.monotonic()
    error = failure(f"json://127.0.0.1:{sink.port}/hangs?rto=60", timeout=0.3)
    assert (error.permanent, error.of_channel) == (False, True)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("url", ["nonsense://s3cr3t", "json://", "s3cr3t", "slack://s3cr3t"])
def test_an_address_that_is_none_is_told_by_its_variable(url: str) -> None:
    """Never by what it holds."""
    error = failure(url)
    assert (error.permanent, error.of_channel) == (True, True)
    assert "LISTENER_CHANNEL_SLACK_CX" in str(error)
    assert "s3cr3t" not in str(error)


def test_a_missing_address_waits_for_it() -> None:
    """Cron may lack the variable that a shell has."""
    error = failure(None)
    assert (error.permanent, error.of_channel) == (False, True)


def test_a_failure_that_the_address_calls_optional_is_one_all_the_same(sink: Sink) -> None:
    """Nor does the address say how often it is tried: the outbox does."""
    sink.answers["/room"] = Answer(500)
    failure(f"json://127.0.0.1:{sink.port}/room?optional=yes&retry=5")
    assert len(sink.taken) == 1


def test_doctor_can_tell_an_address_that_reaches_several(sink: Sink) -> None:
    """If one of them failed, the others would be told twice."""
    assert chat("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#a/#b").check() == 2
    assert chat(f"json://127.0.0.1:{sink.port}/").check() == 1


def test_every_part_of_an_address_is_a_secret() -> None:
    """As it was written and as it is read; short words that all addresses have stay."""
    url = "tgram://123456789:AAF%2Bxyz_token/-100200300/?format=markdown"
    said = "POST https://api.telegram.org/bot123456789:AAF+xyz_token chat -100200300 markdown"
    told = without_secrets(said, url)
    assert told == "POST https://api.telegram.org/bot•••:••• chat ••• markdown"


def test_apprise_is_imported_with_the_first_message_only() -> None:
    """Most runs send nothing, and it takes a third of a second."""
    program = "import sys, listener.alerts.chats, listener.delivering\n"
    program += "print('apprise' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert said.stdout == b"False\n"
