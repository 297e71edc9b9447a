"""Over a real websocket: cut in the middle, slow, refused, killed; nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from listener.spiders.bluesky import SOURCE

from listener.config import Brand, BrandQuery, Config, Settings
from listener.crawl import streaming
from listener.enriching import Enricher
from listener.errors import ConfigError
from listener.listening import Listening, Progress
from listener.live import hearings, run
from listener.sentiment import Sentiments
from listener.store import Store
from tests.life.life import Wordless
from tests.listening.jetstream import Jetstream, deletion, edit, line, post

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
BRAND = Brand(name="Luna", id="luna", queries=(BrandQuery(any=("café luna",)),))
START = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=3)


@pytest.fixture
def jetstream(monkeypatch: pytest.MonkeyPatch) -> Iterator[Jetstream]:
    with Jetstream() as one:
        monkeypatch.setenv("LISTENER_BLUESKY_STREAM_URL", one.url)
        yield one


def lines(count: int, every: int = 10) -> list[bytes]:
    """So many posts a tenth of a second apart, of which one in so many names the brand."""
    return [
        post(
            f"{n:06}",
            f"café luna número {n}" if n % every == 0 else f"otra cosa {n}",
            START + timedelta(milliseconds=100 * n),
        )
        for n in range(count)
    ]


def heard(path: Path, seconds: float, *, brands: tuple[Brand, ...] = (BRAND,)) -> Progress:
    """Listens for so long; what it tells at last."""
    told: list[Progress] = [Progress(source="bluesky")]
    with Store(path) as store:
        listening = Listening(
            SOURCE,
            brands,
            store=store,
            enrich=Enricher(Sentiments([Wordless()])),
            holder="test",
            now=lambda: datetime.now(UTC),
            tell=told.append,
        )
        asyncio.run(streaming.listen([listening], agent="listener test", seconds=seconds))
    return told[-1]


def rows(path: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def from_the_beginning(path: Path) -> None:
    """A stream that was left just before the first line."""
    heard(path, 0.0)
    with closing(sqlite3.connect(path)) as connection:
        at = int(START.timestamp())
        connection.execute("UPDATE streams SET cursor = ?, at = ?", (f"{at}000000", at))
        connection.commit()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that a test can wait for."""
    monkeypatch.setattr(streaming, "AT_LEAST_EVERY", 0.2)
    monkeypatch.setattr(streaming, "LONGEST_PAUSE", 0.1)


@pytest.mark.usefixtures("quick")
def test_a_stream_is_heard_from_now_on(jetstream: Jetstream, tmp_path: Path) -> None:
    """Without a cursor nothing old is given; who we are and what we want is said."""
    jetstream.say(*lines(5))
    told = heard(tmp_path / "l.db", 0.5)
    assert told.messages == 0
    assert jetstream.asked == [{"wantedCollections": ["app.bsky.feed.post"]}]
    assert jetstream.agents == ["listener test"]


@pytest.mark.usefixtures("quick")
def test_a_stream_cut_again_and_again_is_heard_whole(jetstream: Jetstream, tmp_path: Path) -> None:
    """ConsumerTooSlow after every two hundred lines: each time it goes on where it was."""
    path = tmp_path / "l.db"
    from_the_beginning(path)
    jetstream.say(*lines(1000))
    # More than are heard twice: five seconds, that is fifty lines.
    jetstream.cut_after = 200
    told = heard(path, 6.0)
    assert len(jetstream.asked) > 5
    assert rows(path, "SELECT count(*), count(DISTINCT native_id) FROM mentions") == [(100, 100)]
    assert told.new == 100
    assert rows(path, "SELECT sum(items) FROM rollups") == [(100,)]


@pytest.mark.usefixtures("quick")
def test_a_slow_stream_is_stored_as_it_comes(jetstream: Jetstream, tmp_path: Path) -> None:
    """A few lines a second are not held back until there are two hundred."""
    path = tmp_path / "l.db"
    from_the_beginning(path)
    jetstream.pause = 0.05
    jetstream.say(*lines(1000, every=2))
    told = heard(path, 1.5)
    assert 5 <= told.new < 500
    assert rows(path, "SELECT count(*) FROM mentions") == [(told.new,)]


@pytest.mark.usefixtures("quick")
def test_a_cursor_that_is_too_old_is_given_up_and_told(
    jetstream: Jetstream, tmp_path: Path
) -> None:
    """400 before the connection opens: it is heard from now on, and what lies between is a gap."""
    path = tmp_path / "l.db"
    from_the_beginning(path)
    with closing(sqlite3.connect(path)) as connection:
        at = int((START - timedelta(days=3)).timestamp())
        connection.execute("UPDATE streams SET cursor = ?, at = ?", (f"{at}000000", at))
        connection.execute("UPDATE watches SET first_success_at = ?", (at,))
        connection.commit()
    jetstream.refuses = lambda asked: 400 if "cursor" in asked else None
    jetstream._loop.call_soon_threadsafe(
        jetstream._loop.call_later, 1.0, lambda: jetstream.say(post("1", "café luna", START))
    )
    jetstream.lines = []
    told = heard(path, 2.5)
    assert ["cursor" in asked for asked in jetstream.asked[-2:]] == [True, False]
    assert told.messages == 1
    assert len(rows(path, "SELECT * FROM gaps")) == 1


@pytest.mark.usefixtures("quick")
def test_a_site_that_is_down_is_tried_again(jetstream: Jetstream, tmp_path: Path) -> None:
    """Refused five times, told after three, heard at the sixth."""
    path = tmp_path / "l.db"
    from_the_beginning(path)
    jetstream.say(*lines(20))
    before = len(jetstream.asked)
    jetstream.refuses = lambda _: 503 if len(jetstream.asked) - before <= 5 else None
    told = heard(path, 2.5)
    assert told.new == 2
    assert rows(path, "SELECT health, last_error FROM watches") == [("ok", "")]


@pytest.mark.usefixtures("quick")
def test_hostile_lines_do_not_end_the_connection(jetstream: Jetstream, tmp_path: Path) -> None:
    """Broken JSON in the middle of the stream is counted, and the next line is heard."""
    path = tmp_path / "l.db"
    from_the_beginning(path)
    good = lines(30)
    jetstream.say(*good[:10], b"{not json", line({"kind": 7}), *good[10:], b"null")
    told = heard(path, 1.0)
    assert (told.new, told.odd, len(jetstream.asked)) == (3, 3, 1)


@pytest.mark.usefixtures("quick")
def test_the_real_stream_is_heard_whole(jetstream: Jetstream, tmp_path: Path) -> None:
    """Lines recorded elsewhere: every post, once, for a brand that everybody speaks of."""
    files = sorted((SHARED / "bluesky").glob("jetstream/**/*.jsonl"))
    if not files:
        pytest.skip(f"no real recordings in {SHARED / 'bluesky'}")
    real = [each for file in files for each in file.read_bytes().splitlines() if each.strip()]
    told = [json.loads(each) for each in real]
    posts = {
        f"at://{each['did']}/app.bsky.feed.post/{each['commit']['rkey']}": each["commit"]["record"]
        for each in told
        if each.get("commit", {}).get("collection") == "app.bsky.feed.post"
        and "record" in each["commit"]
    }
    letters = tuple(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyzあ0123456789")
    brand = Brand(name="All", id="all", queries=(BrandQuery(any=letters),))
    path = tmp_path / "l.db"
    from_the_beginning(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE streams SET cursor = '1', at = NULL")
        connection.commit()
    jetstream.say(*real)
    said = heard(path, 1.5, brands=(brand,))
    assert (said.messages, said.odd) == (len(real), 0)
    stored = dict(rows(path, "SELECT native_id, text FROM mentions"))
    assert stored == {uri: record["text"].strip() for uri, record in posts.items() if uri in stored}
    assert len(stored) >= 0.9 * len([each for each in posts.values() if each["text"].strip()])


@pytest.mark.usefixtures("quick")
def test_somebody_looks_meanwhile(jetstream: Jetstream, tmp_path: Path) -> None:
    """Every so often what was stored is looked at, in a store of its own, and once at the end."""
    path, counts = tmp_path / "l.db", []
    from_the_beginning(path)
    jetstream.pause = 0.02
    jetstream.say(*lines(200, every=2))
    config = Config(settings=Settings(), brands=(BRAND,), folder=tmp_path, found_by="--config")
    with Store(path) as store:
        listening = hearings(
            config,
            store,
            lambda: datetime.now(UTC),
            lambda _: None,
            source="bluesky",
            holder="test",
        )
        look = lambda own: counts.append(sum(1 for _ in own.mentions(brand="luna")))  # noqa: E731
        run(listening, config, path, seconds=2.0, look=look, every=0.3)
    assert len(counts) >= 4
    assert counts == sorted(counts)
    assert 0 < counts[2] <= counts[-1] == rows(path, "SELECT count(*) FROM mentions")[0][0]


def test_where_nothing_can_be_heard_it_says_so(tmp_path: Path) -> None:
    """No brand with a query for it; or a source that has no stream."""
    deaf = Brand(name="Luna", id="luna", queries=(BrandQuery(any=("x",), sources=("feeds",)),))
    config = Config(settings=Settings(), brands=(deaf,), folder=tmp_path, found_by="--config")
    with Store(tmp_path / "l.db") as store:
        for source, told in ((None, "queries"), ("feeds", "bluesky")):
            with pytest.raises(ConfigError, match=told):
                hearings(
                    config,
                    store,
                    lambda: datetime.now(UTC),
                    lambda _: None,
                    source=source,
                    holder="test",
                )


# The command itself


@contextmanager
def start(folder: Path, jetstream: Jetstream, *options: str) -> Iterator[subprocess.Popen[str]]:
    """`listener listen` in a process of its own, which does not outlive its test."""
    brands = folder / "config" / "brands"
    brands.mkdir(parents=True, exist_ok=True)
    (folder / "config" / "listener.toml").write_text('database = "l.db"\n')
    (brands / "luna.toml").write_text('name = "Luna"\n[[queries]]\nany = ["café luna"]\n')
    environment = {
        **os.environ,
        "LISTENER_BLUESKY_STREAM_URL": jetstream.url,
        "LISTENER_LANG": "en",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "listener", "--config", str(folder / "config"), "listen"]
    with subprocess.Popen(
        [*command, *options],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(what, seconds: float = 20.0) -> None:
    """Until that is true."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(sqlite3.Error):
            if what():
                return
        time.sleep(0.05)
    raise AssertionError("it never came about")


def test_a_listener_that_is_stopped_ends_well_and_goes_on_later(
    jetstream: Jetstream, tmp_path: Path
) -> None:
    """SIGTERM: exit code 0, the cursor written down; the next one hears what came meanwhile."""
    path, all_lines = tmp_path / "l.db", lines(400)
    with start(tmp_path, jetstream) as first:
        wait_for(lambda: jetstream.asked)
        jetstream.say(*all_lines[:200])
        wait_for(lambda: rows(path, "SELECT count(*) FROM mentions") == [(20,)])
        first.send_signal(signal.SIGTERM)
        _, told = first.communicate(timeout=20)
    assert first.returncode == 0, told
    assert rows(path, "SELECT lease_holder FROM streams") == [(None,)]
    jetstream.say(*all_lines[200:])
    with start(tmp_path, jetstream, "--for", "4s") as second:
        _, told = second.communicate(timeout=30)
    assert second.returncode == 0, told
    assert "Bluesky: " in told
    assert rows(path, "SELECT count(*) FROM mentions") == [(40,)]


@pytest.mark.long
def test_a_listener_killed_at_any_moment_loses_nothing(
    jetstream: Jetstream, tmp_path: Path
) -> None:
    """kill -9, three times: each post is stored once, each edit is one version, sums are right."""
    path = tmp_path / "l.db"
    jetstream.pause = 0.002
    with start(tmp_path, jetstream) as first:
        wait_for(lambda: jetstream.asked)
        time.sleep(0.3)
        for n, each in enumerate(lines(1500, every=5)):
            jetstream.say(each)
            if n % 50 == 0:
                at = START + timedelta(milliseconds=100 * n + 50)
                jetstream.say(edit(f"{n:06}", f"café luna corregido {n}", at))
            if n % 100 == 0:
                at = START + timedelta(milliseconds=100 * n + 70)
                jetstream.say(deletion(f"{n:06}", at))
        wait_for(lambda: rows(path, "SELECT count(*) FROM mentions")[0][0] > 20)
        first.kill()
    for more in (60, 150):
        unlease(path)
        with start(tmp_path, jetstream) as again:
            wait_for(lambda: rows(path, "SELECT count(*) FROM mentions")[0][0] > more)  # noqa: B023
            again.kill()
    unlease(path)
    with start(tmp_path, jetstream) as last:
        wait_for(lambda: rows(path, "SELECT count(*) FROM mentions") >= [(285,)])
        time.sleep(3.0)
        last.terminate()
        _, told = last.communicate(timeout=20)
    assert last.returncode == 0, told
    counts = rows(path, "SELECT count(*), count(DISTINCT native_id) FROM mentions")
    # Deleted within the same breath as it was written, a post may never have been stored.
    assert 285 <= counts[0][0] == counts[0][1] <= 300
    there = rows(path, "SELECT count(*) FROM mentions WHERE gone_at IS NULL")
    assert there == [(285,)]
    edited = "SELECT count(*) FROM mentions WHERE text LIKE '%corregido%' AND gone_at IS NULL"
    assert rows(path, edited) == [(15,)]
    twice = "SELECT mention_id FROM versions GROUP BY mention_id HAVING count(*) > 1"
    assert rows(path, twice) == []
    sums = "SELECT (SELECT sum(items) FROM rollups), (SELECT count(*) FROM brand_links)"
    assert len(set(rows(path, sums)[0])) == 1


def unlease(path: Path) -> None:
    """A minute goes by: the lease of the killed one is over."""
    with closing(sqlite3.connect(path, timeout=10)) as connection:
        connection.execute("UPDATE streams SET lease_until = 0")
        connection.commit()
