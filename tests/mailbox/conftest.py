"""The IMAP server that the tests of mailboxes share."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

trustme = pytest.importorskip("trustme")

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def mail(number: int, *, hours: float = 0, text: str = "Hola", more: str = "") -> list[str]:
    """A made-up mail and when it arrived, so many hours before now."""
    at = NOW - timedelta(hours=hours)
    head = f"Message-ID: <{number}@correo.example>\r\nSubject: Correo {number}\r\n{more}"
    dated = f"Date: {at:%a, %d %b %Y %H:%M:%S} +0000\r\n"
    return [f"{head}{dated}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}", at.isoformat()]


class Imap:
    """The running server: its ports, its state, and what it was asked."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self._process = process
        self.port, self.plain_port = map(int, process.stdout.readline().split())

    def holds(self, *mails: list[str], **state: Any) -> None:
        """Its only folder has these mails, the oldest first; or `folders` says which there are."""
        self._tell({"folders": {"INBOX": list(mails)}} | state)

    @property
    def asked(self) -> list[str]:
        """The commands since the state was set, without their tags."""
        return [line.partition(" ")[2] for line in self._tell({})]

    def _tell(self, state: dict[str, Any]) -> list[str]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(state) + "\n")
        self._process.stdin.flush()
        found: list[str] = json.loads(self._process.stdout.readline())
        return found


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Imap, Path]]:
    """The server in a process of its own, and the file of the authority that vouches for it."""
    folder = tmp_path_factory.mktemp("imap")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    issued = authority.issue_cert("127.0.0.1", "localhost")
    issued.private_key_and_cert_chain_pem.write_to_path(str(folder / "server.pem"))
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("server.py")), str(folder / "server.pem")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Imap(process), folder / "ca.pem"
        finally:
            process.terminate()


@pytest.fixture
def imap(running: tuple[Imap, Path], monkeypatch: pytest.MonkeyPatch) -> Imap:
    """The server with an empty folder; its certificate is trusted."""
    server, authority = running
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    assert ssl.get_default_verify_paths().cafile == str(authority)
    server.holds()
    return server
