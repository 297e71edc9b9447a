"""crawl --backfill, as a person types it: each crawl is a process, over loopback."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from listener.demo.content import DemoItem
from listener.demo.hackernews import search_by_date
from listener.store import Store
from listener.testing import Answer, ReplayServer
from tests.cli.world import NOW, Listener
from tests.warm import warm

DAY = timedelta(days=1)


class Forum(ReplayServer):
    """A search over what was said, which may hide some of it for a while; notes each question."""

    def __init__(self) -> None:
        self.said = [self._item(n, NOW - n * timedelta(hours=6)) for n in range(160)]
        self.hidden: tuple[datetime, datetime] | None = None
        self.asked: list[str] = []
        self.down = False
        super().__init__(self._answer)

    @staticmethod
    def _item(number: int, at: datetime) -> DemoItem:
        return DemoItem(
            source="hackernews",
            place="",
            region="es_ES",
            mood="0",
            title="",
            number=number,
            at=at,
            author="ana",
            text=f"lumbre {number}",
        )

    def _answer(
        self, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Answer:
        if path != "/api/v1/search_by_date":
            return Answer(status=404)
        self.asked.append(query.get("numericFilters", ""))
        if self.down and "<=" in self.asked[-1]:
            return Answer(status=503)
        said = [
            item
            for item in self.said
            if not (self.hidden and self.hidden[0] <= item.at <= self.hidden[1])
        ]
        return search_by_date(said, query)


@pytest.fixture
def forum() -> Iterator[Forum]:
    with Forum() as server:
        yield server


@pytest.fixture
def settled(folder: Path) -> Path:
    """A brand that listens to the forum alone, without pauses, and learns from a day."""
    (folder / "listener.toml").write_text(
        'language = "en"\n[crawl]\npace_factor = 0.0\nretries = 0\n'
        "[detection]\nhistory_days = 1\nwarm_up_days = 1\n"
    )
    (folder / "brands" / "lumbre.toml").write_text(
        'name = "Café Lumbre"\n[[queries]]\nany = ["lumbre"]\nsources = ["hackernews"]\n'
    )
    return folder


def crawl(
    folder: Path, forum: Forum, *arguments: str, at: datetime = NOW, lang: str = "en"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        warm(
            *("-m", "listener", "--config", str(folder), "--lang", lang),
            *("crawl", "--at", at.isoformat(), *arguments),
        ),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "LISTENER_HACKERNEWS_URL": forum.url},
    )


def leave_a_gap(run: Listener, folder: Path, start: datetime, end: datetime) -> Path:
    """What an earlier crawl could not see, on record."""
    from listener.config import load

    database = load(str(folder)).database
    with Store(database) as store:
        store._connection.execute(
            "INSERT INTO gaps (watch_id, from_at, to_at, reason, opened_at)"
            " VALUES (1, ?, ?, 'source_cap', 0)",
            (int(start.timestamp()), int(end.timestamp())),
        )
    return database


def test_a_gap_is_read_once_and_closed(run: Listener, settled: Path, forum: Forum) -> None:
    """A site hid three days; later it shows them. Asking twice asks the site nothing twice."""
    start, end = NOW - 12 * DAY, NOW - 9 * DAY
    forum.hidden = (start, end)
    assert crawl(settled, forum).returncode == 0
    database = leave_a_gap(run, settled, start, end)
    forum.hidden, forum.asked = None, []
    said = crawl(settled, forum, "--backfill", "30d", at=NOW + timedelta(minutes=5))
    assert (said.returncode, said.stdout) == (
        0,
        "From the past: 13 mentions. Nothing of the past is left to be read.\n",
    )
    first, last = int(start.timestamp()), int(end.timestamp())
    assert forum.asked == [f"created_at_i>{first - 1},created_at_i<={last + 1}"]
    with Store(database) as store:
        assert [status.gaps for status in store.statuses()] == [()]
        assert len(list(store.mentions())) == 160
    forum.asked = []
    again = crawl(settled, forum, "--backfill", "30d", at=NOW + timedelta(minutes=6))
    assert again.stdout == "Nothing of the past is left to be read.\n"
    assert forum.asked == []


def test_what_failed_is_read_by_a_later_crawl_of_its_own_accord(
    run: Listener, settled: Path, forum: Forum
) -> None:
    """The watch itself is well; what is left is said, and how to go on."""
    start, end = NOW - 12 * DAY, NOW - 9 * DAY
    forum.hidden = (start, end)
    crawl(settled, forum)
    database = leave_a_gap(run, settled, start, end)
    forum.hidden, forum.down = None, True
    said = crawl(settled, forum, "--backfill", "2026-10-20", at=NOW + timedelta(minutes=5))
    assert said.returncode == 3
    assert "1 slice of the past is left" in said.stdout
    spoken = crawl(settled, forum, "--backfill", at=NOW + timedelta(minutes=6), lang="es")
    assert "queda 1 tramo" in spoken.stdout
    forum.down = False
    with Store(database) as store:
        assert [status.health for status in store.statuses()] == ["ok"]
    said = crawl(settled, forum, at=NOW + timedelta(hours=2))
    assert (said.returncode, said.stdout) == (
        0,
        "Read 1 place, 0 new. From the past: 13 mentions.\n",
    )


def test_a_time_that_is_none_is_refused(run: Listener) -> None:
    """Before anything is asked."""
    assert "--backfill" in run("crawl", "--backfill", "soon", code=2).output
    assert "--backfill" in run("crawl", "--backfill", "2199-01-01", code=2).output
