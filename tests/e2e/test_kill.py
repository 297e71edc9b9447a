"""`kill -9` at random moments of a real crawl: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from listener.testing import Answer, ReplayServer

COUNTRIES = ("es", "mx", "ar", "co", "cl", "us", "gb", "pe")
PAGES, SIZE = 10, 50
NEWEST = datetime(2026, 3, 1, tzinfo=UTC)
CONFIG = """
[crawl]
pace_factor = 0.0
lease_minutes = 0.01
[detection]
history_days = 1
warm_up_days = 1
"""
BRAND = f"""
name = "Lumbre"
[[listings]]
source = "appstore"
id = "123456789"
countries = {json.dumps(COUNTRIES)}
"""


@pytest.fixture
def store_front() -> Iterator[ReplayServer]:
    """Eight storefronts of ten pages of fifty reviews each: synthetic, in the feed's own format."""
    with ReplayServer(_page) as server:
        yield server


def _page(path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes) -> Answer:
    country, _, rest = path.strip("/").partition("/")
    if "page=" not in rest:
        return Answer(status=404)
    page = int(rest.partition("page=")[2].partition("/")[0])
    entries = [_entry(country, (page - 1) * SIZE + n) for n in range(SIZE)]
    time.sleep(0.005)
    return Answer(body=json.dumps({"feed": {"entry": entries}}).encode())


def _entry(country: str, number: int) -> dict[str, Any]:
    at = NEWEST - timedelta(minutes=7 * number)
    return {
        "author": {"name": {"label": f"synthetic {number}"}, "uri": {"label": ""}},
        "updated": {"label": at.isoformat()},
        "im:rating": {"label": str(1 + number % 5)},
        "im:version": {"label": "1.0"},
        "id": {"label": str(COUNTRIES.index(country) * 1_000_000 + number)},
        "title": {"label": f"Reseña {number}"},
        "content": {"label": f"Pésimo servicio número {number}", "attributes": {"type": "text"}},
        "im:voteSum": {"label": "0"},
        "im:voteCount": {"label": "0"},
    }


@pytest.mark.parametrize(
    "kills",
    [3, pytest.param(50, marks=[pytest.mark.e2e, pytest.mark.long])],
    ids=["three", "fifty"],
)
def test_a_crawl_killed_at_any_moment_loses_and_doubles_nothing(
    kills: int, store_front: ReplayServer, tmp_path: Path
) -> None:
    """What was reported as stored is there, pages are whole, sums equal rows, the rest comes."""
    config, chance = _configured(tmp_path), random.Random(20261122)
    database, acknowledged = tmp_path / "listener.db", 0
    for _ in range(kills):
        if _rows(database) == len(COUNTRIES) * PAGES * SIZE:
            acknowledged = 0
            for file in tmp_path.glob("listener.db*"):
                file.unlink()
        acknowledged += _killed_crawl(config, store_front.url, chance.uniform(0.4, 1.6))
        assert _rows(database) >= acknowledged
        assert _broken_pages(database) == []
        assert _rollups_equal_rows(database)
    time.sleep(1.0)
    with _crawl(config, store_front.url) as last:
        last.communicate(timeout=60)
    assert _rows(database) == len(COUNTRIES) * PAGES * SIZE
    assert _rollups_equal_rows(database)
    assert _integrity(database) == "ok"


def test_a_disk_that_fills_up_is_told_in_a_sentence(
    store_front: ReplayServer, tmp_path: Path
) -> None:
    """Exit code 4, one line, nothing half stored; with room again the next crawl gets it all."""
    config = _configured(tmp_path)
    with _crawl(config, store_front.url, largest_file=400_000) as cramped:
        _, told = cramped.communicate(timeout=60)
    assert cramped.returncode == 4
    assert "Traceback" not in told
    assert _broken_pages(tmp_path / "listener.db") == []
    time.sleep(1.0)
    with _crawl(config, store_front.url) as roomy:
        roomy.communicate(timeout=60)
    assert roomy.returncode == 0
    assert _rows(tmp_path / "listener.db") == len(COUNTRIES) * PAGES * SIZE
    assert _rollups_equal_rows(tmp_path / "listener.db")


def _configured(folder: Path) -> Path:
    (folder / "config" / "brands").mkdir(parents=True)
    (folder / "config" / "listener.toml").write_text(CONFIG)
    (folder / "config" / "brands" / "lumbre.toml").write_text(BRAND)
    return folder / "config"


def _crawl(config: Path, url: str, largest_file: int | None = None) -> subprocess.Popen[str]:
    def cramp() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    command = [sys.executable, "-m", "listener", "--config", str(config), "crawl", "--all"]
    environment = {**os.environ, "LISTENER_APPSTORE_URL": url}
    return subprocess.Popen(
        [*command, "--log-format", "json", "--no-alert"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=cramp,  # noqa: PLW1509 - the child is cramped, not the test
    )


def _killed_crawl(config: Path, url: str, seconds: float) -> int:
    """New rows that a crawl had reported when it was killed."""
    new: dict[str, int] = {}
    with _crawl(config, url) as process:
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("{") and line.endswith("}\n"):
                event = json.loads(line)
                if "watch" in event:
                    new[event["watch"]] = event["new"]
        timer.cancel()
    return sum(new.values())


def _rows(database: Path) -> int:
    return int(_one(database, "SELECT count(*) FROM mentions") or 0)


def _broken_pages(database: Path) -> list[tuple[object, ...]]:
    """Storefronts that hold a part of a page."""
    if not database.exists() or not _one(database, "PRAGMA user_version"):
        return []
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(
            "SELECT country, count(*) FROM mentions GROUP BY 1 HAVING count(*) % ?", (SIZE,)
        ).fetchall()


def _rollups_equal_rows(database: Path) -> bool:
    if not database.exists() or not _one(database, "PRAGMA user_version"):
        return True
    with closing(sqlite3.connect(database)) as connection:
        kept = connection.execute(
            "SELECT bin, items, negatives, rated, stars_sum FROM rollups ORDER BY 1"
        ).fetchall()
        counted = connection.execute(
            "SELECT published_at - published_at % 900, count(*), sum(label = 'negative'),"
            " count(stars), sum(stars) FROM mentions GROUP BY 1 ORDER BY 1"
        ).fetchall()
    return kept == counted


def _integrity(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("INSERT INTO mentions_fts (mentions_fts) VALUES ('integrity-check')")
    return str(_one(database, "PRAGMA integrity_check"))


def _one(database: Path, query: str) -> object:
    if not database.exists():
        return None
    with closing(sqlite3.connect(database)) as connection:
        try:
            return connection.execute(query).fetchone()[0]
        except sqlite3.OperationalError:
            return None
