"""recheck: what it says, how it ends, and where it is told that it is overdue."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import listener.spiders
import pytest

from listener.config import load
from listener.model import Author, Mention, Sentiment, Watch
from listener.store import Batch, Scored, Store
from listener.testing import Answer, Recorded, ReplayServer
from listener.walk import Walk
from tests.cli.world import AT, NOW, Listener
from tests.warm import warm

SOURCES = str(Path(__file__).parent / "sources")
DOCS = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
LATER = (NOW + timedelta(days=3)).isoformat()
LONG_AGO = NOW - timedelta(days=10)


def item(number: int, **said: object) -> Answer:
    told = {"id": number, "by": "ana", "time": int(LONG_AGO.timestamp()), "type": "comment", **said}
    return Answer(body=json.dumps(told).encode())


@pytest.fixture
def site() -> Iterator[ReplayServer]:
    """Of three comments one was edited, one deleted, one stands; and a forum that is down."""
    routes = [
        Recorded(path="/v0/item/1.json", answer=item(1, text="lumbre: now it is great")),
        Recorded(path="/v0/item/2.json", answer=item(2, deleted=True)),
        Recorded(path="/v0/item/3.json", answer=item(3, text="lumbre pésimo 3")),
    ]
    with ReplayServer(routes) as server:
        yield server


def remember(folder: Path, source: str, *names: str, at: datetime = LONG_AGO) -> None:
    """Store comments of that source, as a crawl did then."""
    with Store(load(str(folder)).database) as store:
        watch = Watch(brand="lumbre", source=source, terms=("lumbre",))
        store.register([watch])
        lease = store.lease(watch, "test", at, 60)
        assert lease is not None
        found = [
            Scored(
                mention=Mention(
                    id=name,
                    kind="comment",
                    text=f"lumbre pésimo {name}",
                    author=Author(name="Ana"),
                    published_at=at,
                ),
                sentiment=Sentiment(label="negative", polarity=-0.5, model="t-1"),
            )
            for name in names
        ]
        end = Walk(since=None, started_at=at, overlap=timedelta(days=1), budget=5).end("exhausted")
        store.save(Batch(walk=lease, now=at, fresh=found, pages=1, items=len(found), end=end))


def recheck(
    folder: Path, site: ReplayServer, *arguments: str, **more: str
) -> subprocess.CompletedProcess[str]:
    own = ["recheck", *(() if "--at" in arguments else ("--at", AT)), *arguments]
    (folder / "listener.toml").write_text(
        'language = "en"\n[crawl]\npace_factor = 0.0\nretries = 0\n'
    )
    return subprocess.run(
        warm("-m", "listener", "--config", str(folder), *own),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "LISTENER_HACKERNEWS_ITEMS_URL": site.url, **more},
    )


def test_it_tells_what_became_of_what_is_stored(
    folder: Path, site: ReplayServer, run: Listener
) -> None:
    """A line a source; what was deleted there stays on record here, and nothing is due then."""
    remember(folder, "hackernews", "1", "2", "3")
    said = recheck(folder, site)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == "✓ Hacker News: 3 mentions looked at again, 1 edited, 1 deleted.\n"
    assert "now it is great" in run("search", "great").stdout
    assert "since deleted" in run("search").stdout
    assert "Nothing is due" in recheck(folder, site).stdout
    assert recheck(folder, site, "--quiet").stdout == ""


def test_a_limit_leaves_the_rest_for_later(folder: Path, site: ReplayServer) -> None:
    """Of each source so many; the rest is told, and is no failure."""
    remember(folder, "hackernews", "1", "2", "3")
    said = recheck(folder, site, "--limit", "2")
    assert (said.returncode, "1 is left for later." in said.stdout) == (0, True)


def test_one_source_that_fails_stops_no_other(folder: Path, site: ReplayServer) -> None:
    """It is told with its reason, ends with three, and leaves its mentions due."""
    remember(folder, "hackernews", "1", "2", "3")
    remember(folder, "stackexchange", "es.stackoverflow.com/7")
    nowhere = {"LISTENER_STACKEXCHANGE_URL": "http://127.0.0.1:9"}
    for _ in range(2):
        said = recheck(folder, site, **nowhere)
        assert said.returncode == 3
        assert "✗ Stack Exchange: 0 mentions looked at again. 1 is left" in said.stderr
    assert "2 mentions" in recheck(folder, site, "--source", "hackernews", "--at", LATER).stdout


def test_one_host_of_many_that_is_down_is_no_failure(folder: Path, site: ReplayServer) -> None:
    """Instances close for good: it is told, the others have their turn, and the code is 0."""
    remember(folder, "mastodon", "https://gone.example.com/users/a/statuses/1", "urn:kin:2")
    said = recheck(folder, site, LISTENER_MASTODON_URL="http://127.0.0.1:9")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith("✓ Mastodon: 0 mentions looked at again. 127.0.0.1:9")
    assert "Nothing is due" in recheck(folder, site).stdout


def test_a_site_that_refuses_is_a_failure(folder: Path) -> None:
    """All that it has is due still, and the code is 3 unless told otherwise."""
    remember(folder, "hackernews", "1", "2")
    with ReplayServer(lambda *_: Answer(status=429, headers={"Retry-After": "3600"})) as down:
        said = recheck(folder, down, "--quiet")
        assert (said.returncode, said.stdout) == (3, "")
        assert said.stderr.startswith("✗ Hacker News: 0 mentions looked at again. 2 are left")
        assert "60 min" in said.stderr
        assert recheck(folder, down, "--exit-zero").returncode == 0
        told = json.loads(recheck(folder, down, "--format", "json").stdout)
    (row,) = told["sources"]
    assert (row["source"], row["failed"], row["looked"], row["left"]) == ("hackernews", True, 0, 2)
    found = re.search(r"^## listener recheck$(.*?)^## ", DOCS, re.MULTILINE | re.DOTALL)
    assert found
    assert [key for key in row if not re.search(rf"\b{key}\b", found[1])] == []


def test_without_keys_it_says_whose(folder: Path, site: ReplayServer) -> None:
    """What nobody may ask for is due still, and a person is told what is missing."""
    remember(folder, "reddit", "t3_abc")
    said = recheck(folder, site)
    assert said.returncode == 3
    assert "✗ Reddit: 0 mentions looked at again. 1 is left for later." in said.stderr
    assert "LISTENER_REDDIT_CLIENT_ID" in said.stderr


def test_status_and_doctor_say_when_it_is_overdue(folder: Path, run: Listener) -> None:
    """Only where the terms of a site demand it."""
    remember(folder, "hackernews", "1")
    assert "listener recheck" not in run("status", "--at", AT).stdout
    remember(folder, "reddit", "t3_abc", "t3_abd")
    words = "Reddit: 2 stored mentions have not been checked for over 2 days"
    assert words in run("status", "--at", AT).stdout
    assert words in " ".join(run("doctor", "--at", AT).stdout.split())
    told = json.loads(run("status", "--at", AT, "--format", "json").stdout)["unchecked"]
    assert [(each["source"], each["count"], each["days"]) for each in told] == [("reddit", 2, 2)]
    fresh = (LONG_AGO + timedelta(hours=30)).isoformat()
    assert "Reddit: " not in run("status", "--at", fresh).stdout


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The made-up site is a source like any other."""
    monkeypatch.setattr(listener.spiders, "__path__", [*listener.spiders.__path__, SOURCES])
    yield
    sys.modules.pop("listener.spiders.keeper", None)


def test_what_may_be_kept_no_longer_is_erased_and_told(
    folder: Path, keeper: None, run: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a crawl, for want of a recheck; search shows that it was taken away."""
    remember(folder, "keeper", "k1", at=NOW - timedelta(days=31))
    remember(folder, "keeper", "k2", at=NOW - timedelta(days=29))
    monkeypatch.setattr("listener.crawl.run.crawl", lambda *_args, **_named: None)
    said = run("crawl", "--at", AT)
    assert "Keeper: 1 erased here: it could not be checked in time" in said.output
    found = run("search", "--source", "keeper").stdout
    assert found.count("taken away here") == 1
    assert "lumbre pésimo k2" in found
    assert "erased here" not in run("crawl", "--at", AT).output


def test_the_docs_say_what_terms_demand(keeper: None, run: Listener) -> None:
    """`listener sources` tells who looks again, who erases, and after how long."""
    said = " ".join(run("sources").stdout.split())
    assert "what is deleted there is taken away here too" in said
    assert "what could not be checked for 30 days is taken away here" in said
