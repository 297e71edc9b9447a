"""The real counterpart: listener against the genuine Bluesky software, over loopback.

Login, search back in time, listening, edits and deletions go through the PDS, AppView and firehose
that Bluesky itself runs. One thing is ours: the genuine stack has no Jetstream, so a relay beside
it (`bluesky/stack.mjs`) tells the PDS's firehose in Jetstream's words.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.e2e.bluesky_stack import ROOT, Stack, stack

pytestmark = [pytest.mark.e2e, pytest.mark.long]

POST = "app.bsky.feed.post"
MANY = 130
"""More than one page of a search."""


@pytest.fixture(scope="module")
def bluesky() -> Iterator[Stack]:
    with stack() as running:
        yield running


class Person(NamedTuple):
    """Somebody with an account on the genuine PDS."""

    stack: Stack
    did: str
    handle: str
    token: str

    def app_password(self, name: str) -> str:
        made = self.stack.call("com.atproto.server.createAppPassword", {"name": name}, self.token)
        return str(made["password"])

    def revoke(self, name: str) -> None:
        self.stack.call("com.atproto.server.revokeAppPassword", {"name": name}, self.token)

    def says(self, *texts: str) -> list[str]:
        """The keys of these posts, made in one go."""
        made = self.stack.call(
            "com.atproto.repo.applyWrites",
            {
                "repo": self.did,
                "writes": [
                    {
                        "$type": "com.atproto.repo.applyWrites#create",
                        "collection": POST,
                        "value": self.record(text),
                    }
                    for text in texts
                ],
            },
            self.token,
        )
        return [each["uri"].rpartition("/")[2] for each in made["results"]]

    def corrects(self, key: str, text: str) -> None:
        body = {"repo": self.did, "collection": POST, "rkey": key, "record": self.record(text)}
        self.stack.call("com.atproto.repo.putRecord", body, self.token)

    def deletes(self, key: str) -> None:
        body = {"repo": self.did, "collection": POST, "rkey": key}
        self.stack.call("com.atproto.repo.deleteRecord", body, self.token)

    @staticmethod
    def record(text: str) -> dict[str, Any]:
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {"$type": POST, "text": text, "langs": ["es"], "createdAt": at}


def joins(bluesky: Stack, name: str) -> Person:
    """A new account."""
    made = bluesky.call(
        "com.atproto.server.createAccount",
        {"handle": f"{name}.test", "email": f"{name}@example.com", "password": "a-long-password"},
    )
    return Person(bluesky, made["did"], made["handle"], made["accessJwt"])


class Listener:
    """listener, as a person runs it: with a brand of one word, and keys in the environment."""

    def __init__(self, bluesky: Stack, folder: Path, word: str) -> None:
        (folder / "config" / "brands").mkdir(parents=True)
        (folder / "config" / "listener.toml").write_text(
            "[crawl]\npace_factor = 0.0\nretries = 0\n"
        )
        (folder / "config" / "brands" / "luna.toml").write_text(
            f'name = "Luna"\n[[queries]]\nany = ["{word}"]\nsources = ["bluesky"]\n'
        )
        self.folder, self.database = folder, folder / "listener.db"
        self.environment = {
            **os.environ,
            "LISTENER_LANG": "en",
            "LISTENER_BLUESKY_URL": bluesky.pds,
            "LISTENER_BLUESKY_STREAM_URL": bluesky.jetstream,
            "PYTHONPATH": str(ROOT),
        }

    def signs_in(self, person: Person, password: str) -> None:
        self.environment["LISTENER_BLUESKY_HANDLE"] = person.handle
        self.environment["LISTENER_BLUESKY_APP_PASSWORD"] = password

    def command(self, *arguments: str) -> list[str]:
        config = str(self.folder / "config")
        return [sys.executable, "-m", "listener", "--config", config, *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    @contextmanager
    def listening(self) -> Iterator[None]:
        """`listener listen`, under way; stopped as a system stops it, and then well ended."""
        with subprocess.Popen(
            self.command("listen"),
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                yield
                process.terminate()
                _, told = process.communicate(timeout=30)
                assert process.returncode == 0, told
            finally:
                process.kill()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(sql).fetchall()

    def session(self) -> dict[str, Any]:
        """The one that is kept beside the database."""
        (kept,) = json.loads(Path(f"{self.database}.sessions").read_bytes()).values()
        found: dict[str, Any] = kept["credential"]
        return found

    def an_hour_or_two_go_by(self) -> None:
        """The kept session expires, as it says itself."""
        path = Path(f"{self.database}.sessions")
        kept = json.loads(path.read_bytes())
        for each in kept.values():
            each["credential"]["until"] = "2020-01-01T00:00:00Z"
        path.write_text(json.dumps(kept))


def wait_for(what: Callable[[], bool], seconds: float = 30.0) -> None:
    """Until that is true."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(sqlite3.Error):
            if what():
                return
        time.sleep(0.1)
    raise AssertionError("it never came about")


def test_a_login_is_kept_renewed_and_made_anew(bluesky: Stack, tmp_path: Path) -> None:
    """One login for many crawls; renewed when it expires; a revoked one is signed in for again."""
    brand = joins(bluesky, "lumbre")
    listener = Listener(bluesky, tmp_path, "Lumbre")
    listener.signs_in(brand, brand.app_password("first"))
    listener.run("crawl", "--all")
    first = listener.session()
    listener.run("crawl", "--all")
    assert listener.session() == first
    listener.an_hour_or_two_go_by()
    done = listener.run("crawl", "--all")
    second = listener.session()
    assert second["headers"] != first["headers"]
    assert second["renewal"] != first["renewal"]
    if bluesky.search:
        assert done.returncode == 0, done.stderr
    brand.revoke("first")
    listener.an_hour_or_two_go_by()
    refused = listener.run("crawl", "--all")
    assert refused.returncode == 3
    assert "LISTENER_BLUESKY_APP_PASSWORD" in refused.stderr
    listener.run("crawl", "--all")
    listener.signs_in(brand, brand.app_password("second"))
    with closing(sqlite3.connect(listener.database)) as connection:
        connection.execute("UPDATE watches SET rests_until = NULL")
        connection.commit()
    Path(f"{listener.database}.sessions").unlink()
    listener.run("crawl", "--all")
    assert listener.session()["headers"] != second["headers"]


def test_what_was_said_before_is_found(bluesky: Stack, tmp_path: Path) -> None:
    """Several pages of a search, each post once, with its author and address; then what is new."""
    if not bluesky.search:
        pytest.skip("the genuine search needs PostgreSQL and Redis, which cannot be run here")
    ana, brand = joins(bluesky, "ana"), joins(bluesky, "lunaria")
    ana.says(*(f"Lunaria visita número {n}" for n in range(MANY)))
    ana.says("otra cosa")
    found = lambda: _search(bluesky, brand, "Lunaria visita número 129")  # noqa: E731
    wait_for(found)
    listener = Listener(bluesky, tmp_path, "Lunaria")
    listener.signs_in(brand, brand.app_password("first"))
    done = listener.run("crawl")
    assert done.returncode == 0, done.stderr
    counts = "SELECT count(*), count(DISTINCT native_id), count(DISTINCT text) FROM mentions"
    assert listener.rows(counts) == [(MANY, MANY, MANY)]
    assert listener.rows("SELECT pages FROM walks") == [(2,)]
    authors = listener.rows("SELECT DISTINCT author_id, author_url FROM mentions")
    assert authors == [(ana.did, "https://bsky.app/profile/ana.test")]
    ana.says("Lunaria, otra vez")
    wait_for(lambda: _search(bluesky, brand, "Lunaria, otra vez"))
    listener.run("crawl", "--all")
    assert listener.rows("SELECT count(*) FROM mentions") == [(MANY + 1,)]


def _search(bluesky: Stack, person: Person, text: str) -> bool:
    """Whether the genuine search has that post by now."""
    found = bluesky.call("app.bsky.feed.searchPosts", token=person.token, q=text)
    return bool(found["posts"])


def test_what_is_said_now_is_heard_with_its_edits_and_its_end(
    bluesky: Stack, tmp_path: Path
) -> None:
    """Within seconds, without an account; and what happens while nobody listens is heard later."""
    eva = joins(bluesky, "eva")
    listener = Listener(bluesky, tmp_path, "Solaria")
    with listener.listening():
        wait_for(lambda: listener.rows("SELECT * FROM streams WHERE heard_at IS NOT NULL") != [])
        keys = eva.says("Solaria está fatal", "nada que ver", "Solaria es mi sitio")
        texts = "SELECT text FROM mentions WHERE gone_at IS NULL ORDER BY id"
        wait_for(lambda: len(listener.rows(texts)) == 2)
        eva.corrects(keys[0], "Solaria ya está mejor")
        wait_for(lambda: listener.rows(texts)[0] == ("Solaria ya está mejor",))
        assert listener.rows("SELECT text FROM versions") == [("Solaria está fatal",)]
        eva.deletes(keys[2])
        wait_for(lambda: len(listener.rows(texts)) == 1)
    eva.says("Solaria, mientras nadie escucha")
    eva.corrects(keys[0], "Solaria cerró")
    with listener.listening():
        wait_for(lambda: len(listener.rows(texts)) == 2)
    assert listener.rows(texts) == [("Solaria cerró",), ("Solaria, mientras nadie escucha",)]
    assert listener.rows("SELECT count(*) FROM versions") == [(2,)]
    assert listener.rows("SELECT count(*), count(DISTINCT native_id) FROM mentions") == [(3, 3)]
    assert listener.rows("SELECT * FROM gaps") == []


def test_an_account_that_is_deleted_takes_its_posts_along(bluesky: Stack, tmp_path: Path) -> None:
    """The genuine PDS says so once, for all of them."""
    mar = joins(bluesky, "mar")
    listener = Listener(bluesky, tmp_path, "Marina")
    with listener.listening():
        wait_for(lambda: listener.rows("SELECT * FROM streams WHERE heard_at IS NOT NULL") != [])
        mar.says(*(f"Marina {n}" for n in range(3)))
        gone = "SELECT count(*), count(gone_at) FROM mentions"
        wait_for(lambda: listener.rows(gone) == [(3, 0)])
        bluesky.call("com.atproto.admin.deleteAccount", {"did": mar.did}, admin=True)
        wait_for(lambda: listener.rows(gone) == [(3, 3)])
