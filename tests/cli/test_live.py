"""What the commands say of a stream: that somebody listens, how far behind, or that nobody does."""

import json
from datetime import timedelta
from pathlib import Path

from listener.model import STREAM, Watch
from listener.store import Hearing, Store
from tests.cli.world import AT, NOW, Listener

MOMENT = timedelta(seconds=2)


def flat(told: str) -> str:
    """Without the line breaks of a narrow terminal."""
    return " ".join(told.split())


def hear(folder: Path, behind: timedelta = timedelta(), error: str = "") -> None:
    """A stream that somebody listens to, up to a moment ago or so long before."""
    live = Watch(brand="lumbre", source="bluesky", listing=STREAM, title="Bluesky: live")
    with Store(folder.parent / "listener.db") as store:
        hold = store.hold_stream("bluesky", [live], "test", NOW - MOMENT, 60)
        assert hold is not None
        store.hear(Hearing(hold=hold, now=NOW - MOMENT, cursor="1", at=NOW - MOMENT - behind))
        if error:
            store.fail_stream(hold, NOW - MOMENT, error)


def test_a_stream_that_is_heard(run: Listener, folder: Path) -> None:
    """It stands among the brand's watches; it is not due, since it is heard all the time."""
    hear(folder)
    told = flat(run("status", "--at", AT).stdout)
    assert "Bluesky: live" in told
    assert "Listening now, up to date." in told
    assert "Bluesky live: listening, up to date" in flat(run("doctor", "--at", AT).stdout)
    found = json.loads(run("status", "--at", AT, "--format", "json").stdout)
    (stream,) = found["streams"]
    assert stream["source"] == "bluesky"
    (watch,) = [each for each in found["watches"] if each["watch"].endswith("/stream")]
    assert (watch["health"], watch["next_due_at"]) == ("ok", None)


def test_a_stream_that_is_behind(run: Listener, folder: Path) -> None:
    """After a break it hears what it missed first: how far behind it is, is said."""
    hear(folder, behind=timedelta(hours=3))
    assert "Listening now, 3 hours behind." in flat(run("status", "--at", AT).stdout)


def test_a_stream_that_nobody_hears(run: Listener, folder: Path) -> None:
    """Once it was listened to, silence is told: who listened may have died."""
    hear(folder)
    later = (NOW + timedelta(hours=5)).isoformat()
    assert "Nobody is listening now" in flat(run("status", "--at", later).stdout)
    assert "not listened to since" in flat(run("doctor", "--at", later).stdout)


def test_a_stream_that_cannot_be_heard(run: Listener, folder: Path) -> None:
    """The watch is as ill as one whose site is down, in text and exit code."""
    hear(folder, error="the stream cannot be reached")
    assert "cannot be reached" in flat(run("status", "--at", AT, code=3).stdout)
    assert "nothing has been heard" in flat(run("doctor", "--at", AT).stdout)


def test_the_unit_for_listening(run: Listener, folder: Path) -> None:
    """Printed only where a query is meant for a stream."""
    assert "listener-live" not in run("schedule", "--for", "systemd").stdout
    with (folder / "brands" / "lumbre.toml").open("a") as brand:
        brand.write('[[queries]]\nname = "all"\nany = ["café lumbre"]\n')
    told = run("schedule", "--for", "systemd").stdout
    assert "listener-live.service" in told
    assert "listen --quiet\nRestart=always" in told
