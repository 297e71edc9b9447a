"""Kept sessions: a site that counts logins sees one, not one for each crawl."""

from __future__ import annotations

import asyncio
import json
import os
import stat
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from listener.spiders.bluesky import SOURCE

from listener.crawl.answers import Answer, judge
from listener.crawl.sessions import FORGOTTEN, Sessions, beside
from listener.crawl.signing import SignIns
from listener.errors import AccessDenied, SourceUnavailable
from listener.model import Payload, Request, Watch

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PASSWORD = "abcd-efgh-ijkl-mnop"
SEARCH = Request(url="https://bsky.social/xrpc/app.bsky.feed.searchPosts?q=luna")


def jwt(word: str, until: datetime) -> str:
    """A token that says when it expires, as atproto's do; nobody here looks at its signature."""
    body = urlsafe_b64encode(json.dumps({"exp": int(until.timestamp()), "w": word}).encode())
    return f"head.{body.decode().rstrip('=')}.signature"


class Door:
    """What a PDS does at its door, by a clock that the test moves: it counts logins."""

    def __init__(self) -> None:
        self.now = NOW
        self.password = PASSWORD
        self.logins = self.renewals = self.count = 0
        self.good: set[str] = set()
        self.renewable: set[str] = set()
        self.down = False

    def session(self) -> tuple[int, dict[str, str]]:
        self.count += 1
        access = jwt(f"access{self.count}", self.now + timedelta(hours=2))
        refresh = jwt(f"refresh{self.count}", self.now + timedelta(days=60))
        self.good, self.renewable = {access}, {refresh}
        self.ends = self.now + timedelta(hours=2)
        return 200, {"accessJwt": access, "refreshJwt": refresh, "did": "did:plc:x"}

    def revoke(self) -> None:
        """The account's owner has ended all sessions."""
        self.good, self.renewable = set(), set()

    def says(self, request: Request) -> tuple[int, dict[str, str]]:
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.down:
            return 503, {"error": "NotReady"}
        if request.url.endswith("createSession"):
            self.logins += 1
            if json.loads(request.body)["password"] != self.password:
                return 401, {"error": "AuthenticationRequired", "message": "Invalid password"}
            return self.session()
        if request.url.endswith("refreshSession"):
            self.renewals += 1
            is_good = bearer in self.renewable
            return self.session() if is_good else (400, {"error": "ExpiredToken"})
        if bearer in self.good and self.now < self.ends:
            return 200, {"posts": ""}
        return 400, {"error": "ExpiredToken", "message": "Token has expired"}

    async def ask(self, request: Request) -> Answer:
        status, body = self.says(request)
        await asyncio.sleep(0)
        payload = Payload(
            body=json.dumps(body).encode(),
            url=request.url,
            status=status,
            content_type="application/json",
        )
        return judge(payload, {}, reads=SOURCE.about.reads, now=self.now)


def a_run(password: str = PASSWORD, handle: str = "luna.example.com") -> SimpleNamespace:
    """A watch's run, as far as the door is concerned."""
    return SimpleNamespace(
        watch=Watch(brand="luna", source="bluesky", terms=("luna",)),
        source=SOURCE,
        secrets={
            "LISTENER_BLUESKY_HANDLE": handle,
            "LISTENER_BLUESKY_APP_PASSWORD": password,
            "user_agent": "listener",
        },
    )


async def crawl(door: Door, path: Path | None, run: SimpleNamespace | None = None) -> Answer:
    """What one crawl, in a process of its own, gets to see."""
    sign_ins = SignIns(lambda: door.now, Sessions(path, lambda: door.now))
    return await sign_ins.of(run or a_run(), door.ask)(SEARCH)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return beside(tmp_path / "listener.db")


def test_a_hundred_crawls_make_one_login(path: Path) -> None:
    """Crawls every quarter of an hour, for a day and more, log in once and renew in time."""
    door = Door()
    for _ in range(100):
        assert asyncio.run(crawl(door, path)).payload.status == 200
        door.now += timedelta(minutes=15)
    assert door.logins == 1
    # A session lasts two hours, that is eight crawls.
    assert 11 <= door.renewals <= 15


def test_without_a_place_to_keep_it_each_process_logs_in() -> None:
    """The counterpart: it is the file that saves the logins."""
    door = Door()
    for _ in range(3):
        asyncio.run(crawl(door, None))
    assert door.logins == 3


def test_a_revoked_session_makes_exactly_one_new_login(path: Path) -> None:
    """Refused in mid-life, and its renewal too: it is signed in for once, and kept."""
    door = Door()
    asyncio.run(crawl(door, path))
    door.revoke()
    for _ in range(10):
        door.now += timedelta(minutes=5)
        assert asyncio.run(crawl(door, path)).payload.status == 200
    assert door.logins == 2
    assert door.renewals == 1


def test_a_changed_password_is_noticed(path: Path) -> None:
    """A session got with another password is not used: its owner may have meant to end it."""
    door = Door()
    asyncio.run(crawl(door, path))
    door.password = "another-one"
    assert asyncio.run(crawl(door, path, a_run("another-one"))).payload.status == 200
    assert door.logins == 2
    with pytest.raises(AccessDenied):
        asyncio.run(crawl(door, path, a_run("a-wrong-one")))


def test_two_accounts_do_not_share_a_session(path: Path) -> None:
    """Each brand's own account has a session of its own in the one file."""
    door = Door()
    asyncio.run(crawl(door, path, a_run(handle="one.example.com")))
    asyncio.run(crawl(door, path, a_run(handle="two.example.com")))
    assert door.logins == 2
    assert len(json.loads(path.read_bytes())) == 2


def test_two_crawls_at_once_log_in_once(path: Path) -> None:
    """The second waits at the door, and finds the session of the first."""
    door = Door()

    async def both() -> list[Answer]:
        return list(await asyncio.gather(*(crawl(door, path) for _ in range(5))))

    assert [each.payload.status for each in asyncio.run(both())] == [200] * 5
    assert door.logins == 1


def test_a_site_that_is_down_costs_no_login(path: Path) -> None:
    """A renewal that finds nobody at home is tried again later; the session is kept."""
    door = Door()
    asyncio.run(crawl(door, path))
    door.now += timedelta(hours=3)
    door.down = True
    with pytest.raises(SourceUnavailable):
        asyncio.run(crawl(door, path))
    door.down = False
    assert asyncio.run(crawl(door, path)).payload.status == 200
    assert door.logins == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no file modes")
def test_only_its_owner_can_read_it_and_no_password_is_in_it(path: Path) -> None:
    """The file holds sessions, not what they were got with, and is closed to all others."""
    asyncio.run(crawl(Door(), path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert PASSWORD.encode() not in path.read_bytes()
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name, f"{path.name}.lock"]


def test_what_is_kept_is_masked_like_any_secret(path: Path) -> None:
    """Session and renewal are among the run's secrets, so they stay out of errors and answers."""
    door = Door()
    asyncio.run(crawl(door, path))
    door.now += timedelta(hours=3)
    old, run = next(iter(door.renewable)), a_run()
    asyncio.run(crawl(door, path, run))
    assert {old, *door.good, *door.renewable} <= {*run.secrets.values(), old}
    assert old not in path.read_text("utf-8")


@pytest.mark.parametrize("broken", [b"", b"{", b"[1, 2]", b'{"a": {"source": 3}}', b"\xff\xfe"])
def test_a_broken_file_costs_a_login_and_no_more(path: Path, broken: bytes) -> None:
    """What cannot be read is written anew."""
    path.write_bytes(broken)
    door = Door()
    for _ in range(2):
        assert asyncio.run(crawl(door, path)).payload.status == 200
    assert door.logins == 1


def test_what_nobody_uses_is_forgotten(path: Path) -> None:
    """The session of an account that is gone does not lie about for ever."""
    door = Door()
    asyncio.run(crawl(door, path, a_run(handle="old.example.com")))
    door.now += FORGOTTEN + timedelta(days=1)
    asyncio.run(crawl(door, path))
    (kept,) = json.loads(path.read_bytes()).values()
    assert kept["kept_at"].startswith(door.now.strftime("%Y-%m-%d"))
