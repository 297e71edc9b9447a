"""crawl: what it says, to whom, and how it ends. Each crawl is a process, over loopback."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from listener.testing import Answer, Recorded, ReplayServer
from tests.cli.world import AT, HOSTILE, Listener
from tests.warm import warm

XML = "application/rss+xml; charset=utf-8"
ENTRIES = "".join(
    f"<item><guid>{n}</guid><title>lumbre pésimo {n}</title>"
    f"<pubDate>Sun, 22 Nov 2026 {n:02}:00:00 GMT</pubDate></item>"
    for n in range(8, 11)
)

FEED = f"<rss version='2.0'><channel><title>Synthetic</title>{ENTRIES}</channel></rss>".encode()


@pytest.fixture
def site() -> Iterator[ReplayServer]:
    """A site with one sound feed, and one that fails."""
    routes = [
        Recorded(path="/robots.txt", answer=Answer(status=404)),
        Recorded(path="/rss", answer=Answer(body=FEED, content_type=XML)),
        Recorded(path="/broken", answer=Answer(body=b"<html>no feed", content_type="text/html")),
    ]
    with ReplayServer(routes) as server:
        yield server


@pytest.fixture
def brand(folder: Path, site: ReplayServer) -> Path:
    """The brand's file, listening to the sound feed only."""
    (folder / "listener.toml").write_text('language = "en"\n[crawl]\npace_factor = 0.0\n')
    file = folder / "brands" / "lumbre.toml"
    file.write_text(
        'name = "Café Lumbre"\n[[queries]]\nany = ["lumbre"]\nsources = []\n'
        f'[[listings]]\nsource = "feeds"\nid = "{site.url}/rss"\ntitle = "Sound"\n'
    )
    return file


def add_broken(brand: Path, site: ReplayServer) -> None:
    with brand.open("a") as file:
        file.write(f'[[listings]]\nsource = "feeds"\nid = "{site.url}/broken"\ntitle = "Broken"\n')


def crawl(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        warm("-m", "listener", "--config", str(folder), "crawl", "--at", AT, *arguments),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_line_for_each_place_and_a_summary(folder: Path, brand: Path) -> None:
    """Not on a terminal: a line a watch on stderr, one sentence on stdout, and 0."""
    first = crawl(folder)
    assert (first.returncode, first.stderr) == (0, "✓ Sound: 1 page · 3 new\n")
    assert first.stdout == "Read 1 place, 3 new.\n"
    assert "listener crawl --all" in crawl(folder).stdout
    assert crawl(folder, "--all").stdout == "Read 1 place, 0 new.\n"


def test_a_source_that_fails_ends_with_three(
    folder: Path, brand: Path, site: ReplayServer, run: Listener
) -> None:
    """The others go on; the failing one is named, and the code is 3 unless told otherwise."""
    add_broken(brand, site)
    said = crawl(folder)
    assert said.returncode == 3
    assert "✗ Broken: this address is no RSS" in said.stderr
    assert "Read 1 place, 3 new. 1 failed" in said.stdout
    assert crawl(folder, "--all", "--exit-zero").returncode == 0
    assert "3 mentions." in run("search", "pesimo").stdout


def test_quiet_tells_only_what_fails(folder: Path, brand: Path, site: ReplayServer) -> None:
    """For cron: silence when all is well, one line for each failure."""
    said = crawl(folder, "--quiet")
    assert (said.stdout, said.stderr) == ("", "")
    add_broken(brand, site)
    said = crawl(folder, "--quiet", "--all")
    assert said.stdout == ""
    assert said.stderr.startswith("✗ Broken: ")
    assert said.stderr.count("\n") == 1


def test_json_is_one_object_a_line(folder: Path, brand: Path, site: ReplayServer) -> None:
    """Every line of stderr is an event; stdout stays empty."""
    add_broken(brand, site)
    said = crawl(folder, "--log-format", "json")
    events = [json.loads(line) for line in said.stderr.splitlines()]
    assert said.stdout == ""
    assert {each["event"] for each in events} == {"started", "ended", "failed", "finished"}
    ended = next(each for each in events if each["event"] == "ended")
    assert (ended["brand"], ended["source"], ended["new"]) == ("lumbre", "feeds", 3)
    assert ended["at"].startswith("2026-11-22T12:00:00")
    assert events[-1] == {
        "at": events[-1]["at"],
        "event": "finished",
        "walked": 1,
        "skipped": 0,
        "new": 3,
        "changed": 0,
        "failed": 1,
        "late": 0,
        "slices_left": 0,
        "windows": {},
        "silent": 0,
    }


def test_a_mail_that_waits_is_an_event_and_ends_with_five(
    folder: Path, brand: Path, run: Listener
) -> None:
    """What could not be sent is told in the same shape as all else."""
    queries = brand.read_text().partition("[[queries]]")
    brand.write_text(f'{queries[0]}[alerts]\nemail = ["team@example.com"]\n[[queries]]{queries[2]}')
    run("alert", "test", "--at", "2026-11-22T11:00", code=5)
    said = crawl(folder, "--log-format", "json")
    events = [json.loads(line) for line in said.stderr.splitlines()]
    [delivery] = [each for each in events if each["event"] == "delivery"]
    assert (delivery["kind"], delivery["state"]) == ("test", "waiting")
    assert said.returncode == 5
    assert crawl(folder, "--no-alert").returncode == 0


def test_on_a_terminal_the_failing_stay_in_red(
    folder: Path, brand: Path, site: ReplayServer
) -> None:
    """The bar goes when the crawl is over; what failed and the summary remain."""
    add_broken(brand, site)
    brand.write_text(brand.read_text().replace('"Broken"', json.dumps("[bold]" + HOSTILE)))
    main, other = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "listener", "--config", str(folder), "crawl", "--at", AT],
        env={**os.environ, "TERM": "xterm-256color"},
        stdout=subprocess.DEVNULL,
        stderr=other,
    )
    os.close(other)
    shown = b""
    try:
        while part := os.read(main, 65536):
            shown += part
    except OSError:
        pass  # Linux says EIO when the other end is closed
    os.close(main)
    assert child.wait(timeout=60) == 3
    assert b"\x1b[31m" in shown
    assert "✗ [bold]=cmd()".encode() in shown
    assert b"\x1b]8" not in shown
