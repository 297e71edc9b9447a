"""A real mail server on loopback that can be told to misbehave."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from listener.config import Mail

USER, PASSWORD = "equipo", "contraseña-secreta"


class PostOffice:
    """Takes mail; `refuses` maps a recipient to the answer it gets instead of 250.

    It is so many seconds `slow` to answer to each recipient.
    """

    def __init__(self) -> None:
        self.boxes: list[tuple[str, list[str], bytes]] = []
        self.logins: list[tuple[bytes, bytes]] = []
        self.connections: set[Any] = set()
        self.refuses: dict[str, str] = {}
        self.after_data = "250 OK"
        self.slow = 0.0
        self.refusal: str | None = None

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]
    ) -> str:
        self.connections.add(session.peer)
        await asyncio.sleep(self.slow)
        if to in self.refuses:
            return self.refuses[to]
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.after_data == "drop":
            assert server.transport is not None
            server.transport.abort()
            return ""
        if self.after_data.startswith("250"):
            assert isinstance(envelope.original_content, bytes)
            self.boxes.append(
                (envelope.mail_from or "", envelope.rcpt_tos, envelope.original_content)
            )
        return self.after_data

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        fine = data.login == USER.encode() and data.password == PASSWORD.encode()
        if not fine and self.refusal is not None:
            return AuthResult(success=False, handled=False, message=self.refusal)
        return AuthResult(success=fine, handled=False)


class _Controller(Controller):
    def _trigger_server(self) -> None:
        """Knock where it really listens: aiosmtpd would knock on port 0."""
        assert self.server is not None
        with socket.create_connection(self.server.sockets[0].getsockname(), 5.0) as knock:
            if self.ssl_context is None:
                knock.recv(64)
                return
            trusting = ssl.create_default_context()
            trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
            with trusting.wrap_socket(knock) as wrapped:
                wrapped.recv(64)


@contextmanager
def opened(
    office: PostOffice,
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    login: bool = False,
) -> Iterator[int]:
    """The office open for mail; gives its port."""
    rules: dict[str, Any] = {"tls_context": starttls, "require_starttls": starttls is not None}
    if login:
        rules |= {
            "authenticator": office.authenticate,
            "auth_required": starttls is not None,
            "auth_require_tls": starttls is not None,
        }
    controller = _Controller(office, hostname="127.0.0.1", port=0, ssl_context=tls, **rules)
    controller.start()
    try:
        assert controller.server is not None
        yield controller.server.sockets[0].getsockname()[1]
    finally:
        controller.stop()


def settings(port: int, security: str, ca_file: Path | None = None, **changes: Any) -> Mail:
    """The [mail] section for a server on that port."""
    known: dict[str, Any] = {
        "host": "localhost",
        "port": port,
        "security": security,
        "sender": "Escucha <listener@example.org>",
        "timeout_seconds": 5.0,
        "ca_file": str(ca_file or ""),
    }
    return Mail(**{**known, **changes})
