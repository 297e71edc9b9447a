"""alert: what waits goes out, and each message's fate is told."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.world import AT, Listener, fill


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
