"""`listener serve`, as a person starts it: where it listens, and what keeps it from that."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.links import links_of
from listener.outgoing import Target
from listener.store import Store
from tests.blank import new_store
from tests.test_links import INCIDENT, KEY, NOW

BRAND = 'name = "Acme"\n[[queries]]\nany = ["acme"]\n'
ANA = Target(recipient="ana@example.com", language="es")
OUTSIDE = "https://cx.example.com"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The settings, beside a database with one open incident, number 1."""
    folder = tmp_path / "config"
    (folder / "brands").mkdir(parents=True)
    settings = f'language = "es"\n[serve]\nurl = "{OUTSIDE}/escucha"\n'
    (folder / "listener.toml").write_text(settings, encoding="utf-8")
    (folder / "brands" / "acme.toml").write_text(BRAND, encoding="utf-8")
    with new_store(tmp_path / "listener.db") as store:
        store.save_incident(None, replace(INCIDENT, id=0), "opened", NOW)
    return folder


def started(folder: Path, *options: str) -> subprocess.Popen[str]:
    """The command."""
    environment = {**os.environ, "LISTENER_LINK_KEY": KEY}
    for name in ("LISTENER_DATABASE", "LISTENER_LANG"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "listener", "--config", str(folder), "serve", *options]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Its address as it says it, and the command, which is then stopped."""
    with started(folder, "--port", "0", *options) as server:
        try:
            assert server.stderr is not None
            found = re.search(r"http://\S+:\d+", server.stderr.readline())
            assert found is not None
            yield found[0], server
        finally:
            server.terminate()


def refused(folder: Path, *options: str) -> tuple[int, str]:
    """How it ends where it cannot serve, and what it says."""
    with started(folder, *options) as server:
        try:
            _, told = server.communicate(timeout=20)
        finally:
            server.kill()
    return server.returncode, told


def asked(address: str, data: bytes | None = None) -> int:
    """What it answers to a GET, or to a POST of this."""
    asking = urllib.request.Request(address, data=data)
    try:
        with urllib.request.urlopen(asking, timeout=10) as page:
            return int(page.status)
    except urllib.error.HTTPError as error:
        return error.code


def ack() -> str:
    """The link of the mail, without the host."""
    made = links_of(replace(INCIDENT, id=1), ANA, f"{OUTSIDE}/escucha", KEY, datetime.now(UTC))
    return made.ack.removeprefix(OUTSIDE)


def test_the_command_takes_links_over_http(folder: Path) -> None:
    """From the address in the mail to the incident in the store; Ctrl+C ends it in peace."""
    with served(folder) as (address, server):
        assert asked(address + ack()) == 200
        with Store(folder.parent / "listener.db") as store:
            before = store.incident(1)
        assert before is not None
        assert before.acknowledged_at is None
        assert asked(address + ack(), b"") == 200
        assert asked(f"{address}/do/made.up") == 410
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0
    with Store(folder.parent / "listener.db") as store:
        after = store.incident(1)
    assert after is not None
    assert after.acknowledged_at is not None
    assert after.acknowledged_by == "ana@example.com"


def test_a_proxy_may_take_the_path_of_the_address_away_or_leave_it(folder: Path) -> None:
    """Some do, some do not: a link works either way. Nobody may send it a film."""
    with served(folder) as (address, _):
        assert asked(address + ack()) == 200
        assert asked(address + ack().removeprefix("/escucha")) == 200
        # It may be cut off before it has read the answer.
        with suppress(urllib.error.URLError, ConnectionError):
            assert asked(address + ack(), bytes(5_000_000)) == 413
        assert asked(address + ack()) == 200


def test_an_address_of_ipv6_is_written_as_browsers_take_it(folder: Path) -> None:
    """In brackets."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        pytest.skip("this machine has no IPv6")
    with served(folder, "--host", "::1") as (address, _):
        assert address.startswith("http://[::1]:")
        assert asked(f"{address}/healthz") == 200


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("127.0.0.1", "otro programa lo usa ya"),
        ("203.0.113.5", "esta máquina no tiene esa dirección"),
        ("127.0.0.1:80", "no existe ese nombre de servidor"),
    ],
)
def test_where_it_cannot_listen_it_says_why_and_what_to_do(
    folder: Path, host: str, reason: str
) -> None:
    """One line, and no traceback."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        code, told = refused(folder, "--host", host, "--port", port)
    assert code == 2
    assert reason in told
    assert "--port" in told
    assert len(told.splitlines()) == 1


def test_a_database_that_is_none_is_told_to_who_serves(folder: Path) -> None:
    """Not to who follows a link; and none is made, in which no incident would ever be."""
    (folder.parent / "listener.db").unlink()
    code, told = refused(folder, "--port", "0")
    assert (code, len(told.splitlines())) == (4, 1)
    assert "listener crawl" in told
    assert not (folder.parent / "listener.db").exists()
