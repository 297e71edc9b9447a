"""A scripted site on loopback, and crawls in child processes that read it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.warm import Python, warm

HERE = Path(__file__).parent


@dataclass
class Asked:
    """One request, as the site saw it."""

    path: str
    method: str
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass
class Site:
    """A real HTTP server whose answers a test scripts; the last answer to a path repeats."""

    url: str = ""
    script: dict[str, list] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def answers(self, path: str, *answers) -> str:
        """The address at which these answers are given, one after the other."""
        self.script[path] = list(answers)
        return self.url + path

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


def page(*items: str, following: str | None = None, status: int = 200, **headers: str):
    """An answer in the page format of the fake sources."""
    body = json.dumps({"items": items, "next": following}).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, {"Content-Type": "application/json", **named}, body


def squeezed(answer):
    """The same answer, gzipped."""
    status, headers, body = answer
    return status, {**headers, "Content-Encoding": "gzip"}, gzip.compress(body)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.site.asked.append(Asked(self.path, self.command, headers, body, time.monotonic()))
        answers = self.site.script.get(self.path.split("?")[0])
        if not answers:
            answers = [(404, {}, b"not here")]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if callable(answer):
            answer(self)
        else:
            self.give(*answer)

    do_POST = do_GET  # noqa: N815 - the server's own spelling

    def give(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        # A client that gives up is what some tests are about.
        with suppress(OSError):
            super().handle()

    def log_message(self, *_) -> None:
        pass


def start_child(
    watches: list[dict], debug: bool = False, python: Python = warm, **settings
) -> subprocess.Popen:
    """A crawl in a process of its own, under way."""
    plan = {"watches": watches, "settings": {"pace_factor": 0.0, **settings}, "debug": debug}
    environment = {**os.environ, "LISTENER_LANG": "en", "PYTHONPATH": str(HERE.parents[1])}
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        environment.pop(name, None)
    child = subprocess.Popen(
        python(str(HERE / "child.py")),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    )
    child.stdin.write(json.dumps(plan))
    child.stdin.close()
    child.stdin = None
    return child


def story_of(child: subprocess.Popen) -> dict:
    """What the child tells when it has ended."""
    out, err = child.communicate(timeout=60)
    assert child.returncode == 0, err
    return {**json.loads(out), "stderr": err}


def crawled(*watches: dict, debug: bool = False, python: Python = warm, **settings) -> dict:
    """The story of a whole crawl."""
    named = [{"source": "fake", **watch} for watch in watches]
    return story_of(start_child(named, debug, python, **settings))
