"""A mail server on loopback that keeps what it is given."""

from __future__ import annotations

import base64
import socket
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Mailbox:
    """Receives mail at `host`:`port` while it is open; `mails` are the messages as they came."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        from aiosmtpd.controller import Controller

        self.mails: list[bytes] = []
        self.port = _free_port(self.host)
        self._controller = Controller(self, hostname=self.host, port=self.port)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._controller.stop()

    # The name is aiosmtpd's.
    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """A message has come."""
        self.mails.append(bytes(envelope.content))
        return "250 OK"

    def save(self, folder: Path) -> list[Path]:
        """Each mail as `.eml`, and its page as `.html`: alert, then alert-2 and so on."""
        written = []
        for number, mail in enumerate(self.mails, 1):
            stem = folder / ("alert" if number == 1 else f"alert-{number}")
            stem.with_suffix(".eml").write_bytes(mail)
            written.append(stem.with_suffix(".eml"))
            page = page_of(mail)
            if page:
                stem.with_suffix(".html").write_text(page, encoding="utf-8")
                written.append(stem.with_suffix(".html"))
        return written


def page_of(mail: bytes) -> str:
    """The page of a mail, with the pictures that it brings along in their place."""
    read = message_from_bytes(mail, policy=default)
    body = read.get_body(("html",))
    page: str = body.get_content() if body else ""
    for part in read.walk():
        name = str(part["Content-ID"] or "").strip("<>")
        if name:
            drawn = base64.b64encode(part.get_content()).decode()
            page = page.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{drawn}")
    return page


def _free_port(host: str) -> int:
    # aiosmtpd's controller connects to its own port to see that it is up, so it must know it.
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
