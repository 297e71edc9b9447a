"""alert: what waits goes out, and each message's fate is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.outgoing import Pause
from listener.records import Delivery
from tests.cli.world import AT, NOW, Listener, fill


def test_a_test_message_waits_without_a_server(run: Listener, folder: Path) -> None:
    """The message is kept, the missing setting is named, and the code is 5."""
    fill(folder).close()
    output = run("alert", "test", "--brand", "lumbre", "--at", AT, code=5).stdout
    assert "test message for team@example.com: waits" in output
    assert "give host under [mail]" in output


def test_a_test_message_may_come_before_the_first_crawl(run: Listener) -> None:
    """Trying the mail is one of the first things people do."""
    run("alert", "test", "--at", AT, code=5)


def test_what_waits_is_told_again_and_not_doubled(run: Listener, folder: Path) -> None:
    """A message that waits for its next try is listed, and the code stays 5."""
    run("alert", "test", "--at", AT, code=5)
    answer = json.loads(run("alert", "--at", AT, "--format", "json", code=5).stdout)
    assert answer["settled"] == []
    assert [each["state"] for each in answer["waiting"]] == ["waiting"]


def test_an_empty_outbox_is_fine(run: Listener, folder: Path) -> None:
    """Nothing to send is no failure."""
    fill(folder).close()
    assert run("alert").stdout == "No message waits.\n"


CHANNELS = """
[channels.slack-cx]
language = "es"
[channels.crm]
kind = "webhook"
"""


def with_channels(folder: Path) -> None:
    """Two channels, of which the brand uses one."""
    settings = folder / "listener.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + CHANNELS, encoding="utf-8")
    brand = folder / "brands" / "lumbre.toml"
    text = brand.read_text(encoding="utf-8").replace(
        "[alerts]\n", '[alerts]\nchannels = ["slack-cx"]\n'
    )
    brand.write_text(text, encoding="utf-8")


def rows(run: Listener, *more: str) -> list[dict[str, object]]:
    """What `alert list` tells programs, the newest first."""
    found = json.loads(run("alert", "list", "--format", "json", *more).stdout)
    return list(found["deliveries"])


def test_a_test_goes_to_everybody_who_is_told(run: Listener, folder: Path) -> None:
    """One to each address and channel, and what became of each; a missing variable is named."""
    with_channels(folder)
    output = run("alert", "test", "--at", AT, code=5).stdout
    assert output.count("test message for") == 2
    assert "test message for team@example.com: waits" in output
    assert "test message for slack-cx: waits" in output
    assert "set LISTENER_CHANNEL_SLACK_CX" in output
    titles = {row["recipient"]: row["title"] for row in rows(run)}
    assert titles["slack-cx"] == "Prueba de listener: los avisos de Café Lumbre llegan"


def test_one_channel_can_be_tried_alone(run: Listener, folder: Path) -> None:
    """Even one that no brand uses yet; a name that nobody has is answered with the nearest."""
    with_channels(folder)
    run("alert", "test", "--to", "crm", "--at", AT, code=5)
    (row,) = rows(run)
    assert (row["channel"], row["recipient"]) == ("webhook", "crm")
    assert row["title"] == "Test from listener: the channel crm works"
    said = run("alert", "test", "--to", "slack-xc", "--at", AT, code=2).stderr
    assert "slack-cx" in said


def test_who_is_told_of_two_brands_is_sent_one_test(run: Listener, folder: Path) -> None:
    """It names both."""
    text = (folder / "brands" / "lumbre.toml").read_text(encoding="utf-8")
    other = text.replace("Café Lumbre", "Café Luna")
    (folder / "brands" / "luna.toml").write_text(other, encoding="utf-8")
    run("alert", "test", "--at", AT, code=5)
    (row,) = rows(run)
    assert row["title"] == "Test from listener: alerts about Café Lumbre, Café Luna arrive"


def test_who_is_paused_is_told_of_everywhere_until_it_is_lifted(
    run: Listener, folder: Path
) -> None:
    """alert, status and doctor say who, why, and how it ends."""
    with fill(folder) as store:
        store.pause(Pause(recipient="team@example.com", since=NOW, reason="refused",
                          detail="no such \x1b[31muser"))  # fmt: skip
    for command in ("alert", "alert list", "status", "doctor"):
        said = run(*command.split(), *([] if command == "alert list" else ["--at", AT])).stdout
        assert "team@example.com refused a message (no such" in " ".join(said.split())
        assert "listener alert resume team@example.com" in " ".join(said.split())
        assert "\x1b[31m" not in said
        # By the clocks of the brand, in each of them.
        assert "22 Nov 2026, 13:00" in " ".join(said.split())
    assert "is not paused" in run("alert", "resume", "tema@example.com", code=2).stderr
    said = run("alert", "resume", "team@example.com", "--at", AT).stdout
    assert "team@example.com gets messages again; 0 that were held back go out now." in said
    assert "paused" not in run("alert", "--at", AT).stdout


def test_rows_say_who_what_when_how_often_and_why(run: Listener, folder: Path) -> None:
    """The latest twenty, or with --all every message there ever was."""
    with fill(folder) as store:
        for number in range(25):
            store.put(Delivery(brand="lumbre", recipient="team@example.com", payload=b"x",
                               title=f"Message {number}", created_at=NOW))  # fmt: skip
        (first,) = store.claim(NOW, limit=1)
        store.settle(replace(first, state="sent", attempts=2, sent_at=NOW, provider_id="4F2A"))
    assert len(rows(run)) == 20
    everything = rows(run, "--all")
    assert len(everything) == 25
    assert everything[-1]["provider_id"] == "4F2A"
    said = " ".join(run("alert", "list", "--all").stdout.split())
    assert "spike alert: sent — Message 0 · 2 attempts · 4F2A" in said
    assert "spike alert: waiting — Message 24" in said


def test_doctor_looks_at_each_channel_and_shows_no_address(
    run: Listener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether its variable is there and holds an address; and whether a brand uses it."""
    with_channels(folder)
    fill(folder).close()
    said = " ".join(run("doctor", "--at", AT).stdout.split())
    assert "set LISTENER_CHANNEL_SLACK_CX" in said
    assert "set LISTENER_CHANNEL_CRM" in said
    monkeypatch.setenv("LISTENER_CHANNEL_SLACK_CX", "json://example.com/s3cr3t")
    monkeypatch.setenv("LISTENER_CHANNEL_CRM", "http://crm.example.com/s3cr3t")
    monkeypatch.setenv("LISTENER_CHANNEL_CRM_KEY", "s3cr3t")
    said = " ".join(run("doctor", "--at", AT).stdout.split())
    assert "listener alert test --to slack-cx" in said
    assert "LISTENER_CHANNEL_CRM has to be an https:// address" in said
    assert "s3cr3t" not in said
    monkeypatch.setenv("LISTENER_CHANNEL_CRM", "https://crm.example.com/s3cr3t")
    said = " ".join(run("doctor", "--at", AT).stdout.split())
    assert "crm (webhook): no brand uses it" in said
