"""Mail over SMTP: STARTTLS or TLS, the certificate checked, AUTH, one connection for several."""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

from listener.alerts.mail import address
from listener.config import Mail
from listener.errors import DeliveryError
from listener.i18n import say, why
from listener.text import one_line

CLOSING = 421
TOO_LARGE = 552
NOT_LET_IN = (530, 534, 535, 538)
"""A login is missing or refused: https://datatracker.ietf.org/doc/html/rfc4954#section-6"""

PATIENCE = 4
"""Times the timeout in which a message, login and all, has to be through."""


class _Plain(smtplib.SMTP):
    """A connection on which a whole reply, however many lines it has, must arrive in time.

    `until` is when all replies must have, `taken` what was said as the last message was.
    """

    has_stalled = False
    until = float("inf")
    taken = b""

    def getreply(self) -> tuple[int, bytes]:
        """The reply; the timeout of sockets would begin anew with each byte of it."""
        left = min(0.98 * self.timeout, self.until - time.monotonic())
        clock = threading.Timer(max(0.0, left), self._hang_up)
        clock.daemon = True
        clock.start()
        try:
            return super().getreply()
        except smtplib.SMTPServerDisconnected as cut:
            if self.has_stalled:
                raise TimeoutError from cut
            raise
        finally:
            clock.cancel()

    def data(self, msg: str | bytes) -> tuple[int, bytes]:  # type: ignore[override]
        """Hands over the message, and keeps what was said."""
        code, self.taken = super().data(msg)
        return code, self.taken

    def _hang_up(self) -> None:
        self.has_stalled = True
        with suppress(OSError):
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)


class _Tls(_Plain, smtplib.SMTP_SSL):
    """The same, in TLS from the start."""


class Smtp:
    """A mail server as configured.

    In a `with` block one connection serves several messages, and a server that cannot be reached,
    or stalls, is tried once; without, each message has a connection of its own. Nothing is
    connected before the first message.
    """

    def __init__(self, mail: Mail, password: str | None) -> None:
        self.mail = mail
        self._password = password
        self._server: _Plain | None = None
        self._kept = False
        self._down: DeliveryError | None = None
        self._until = float("inf")

    def __enter__(self) -> Self:
        self._kept = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kept, self._down = False, None
        self._close()

    def send(self, payload: bytes, recipient: str) -> str:
        """Hands the message over; what the server said as it took it, where its number is.

        Raises DeliveryError: permanent when the server refuses this recipient for good, passing
        for everything else: that it refuses our login, or what we have written, is no fault of a
        recipient.
        """
        target, origin = address(recipient), address(self.mail.sender or self.mail.user)
        if not target:
            raise self._error("bad_recipient", recipient=one_line(recipient, 80), permanent=True)
        if not origin:
            raise self._error("no_sender", of_channel=True)
        self._until = time.monotonic() + PATIENCE * self.mail.timeout_seconds
        try:
            server = self._open()
            server.until = self._until
            server.sendmail(origin, [target], payload)
            return server.taken.decode("utf-8", "replace")
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = refused.recipients[target]
            if code == CLOSING:
                self._close()
            raise self._error(
                "refused_recipient", said, recipient=target, permanent=_for_good(code, said)
            ) from refused
        except smtplib.SMTPResponseException as refused:
            self._close()
            of_sender = isinstance(refused, smtplib.SMTPSenderRefused)
            of_channel = of_sender and refused.smtp_code != TOO_LARGE
            raise self._error(
                "refused_mail",
                refused.smtp_error,
                of_channel=of_channel,
                of_message=not of_channel and refused.smtp_code >= 500,
            ) from refused
        except (smtplib.SMTPException, OSError) as failed:
            stalled = self._server is not None and self._server.has_stalled
            error = self._error("unreachable", failed, of_channel=stalled)
            if self._kept and stalled:
                # The others would wait as long each, and longer than they are reserved for us.
                self._down = error
            self._close()
            raise error from failed
        finally:
            if not self._kept:
                self._close()

    def _open(self) -> _Plain:
        if self._down is not None:
            raise self._down
        try:
            return self._opened()
        except DeliveryError as error:
            self._down = error if self._kept else None
            raise

    def _opened(self) -> _Plain:
        if self._server is None:
            if not self.mail.host:
                raise self._error("no_host", of_channel=True)
            if self.mail.user and not self._password:
                raise self._error("no_password", of_channel=True)
            self._server = self._connected()
            self._server.until = self._until
            self._log_in(self._server)
        return self._server

    def _connected(self) -> _Plain:
        mail, context = self.mail, self._context()
        try:
            if mail.security == "tls":
                return _Tls(
                    mail.host,
                    mail.port,
                    local_hostname=_own_name(),
                    timeout=mail.timeout_seconds,
                    context=context,
                )
            server = _Plain(
                mail.host, mail.port, local_hostname=_own_name(), timeout=mail.timeout_seconds
            )
            if mail.security == "starttls":
                _secure(server, context)
        except ssl.SSLCertVerificationError as distrusted:
            raise self._error(
                "certificate", distrusted.verify_message, of_channel=True
            ) from distrusted
        except (smtplib.SMTPNotSupportedError, ssl.SSLError) as lacking:
            raise self._error("not_offered", lacking, of_channel=True) from lacking
        except (smtplib.SMTPException, OSError, UnicodeError) as failed:
            # A host name that cannot be one, `mail..example`, comes out as a UnicodeError.
            raise self._error("unreachable", failed, of_channel=True) from failed
        return server

    def _context(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self.mail.ca_file or None)
        except OSError as unreadable:
            raise self._error("ca_file", unreadable, of_channel=True) from unreadable

    def _log_in(self, server: smtplib.SMTP) -> None:
        """Errors lose their cause here: a server may repeat the password in its refusal."""
        if not self.mail.user:
            return
        try:
            _authenticate(server, self.mail.user, self._password or "")
        except smtplib.SMTPAuthenticationError as refused:
            self._close()
            raise self._error("refused_login", refused.smtp_error, of_channel=True) from None
        except smtplib.SMTPNotSupportedError as lacking:
            self._close()
            raise self._error("not_offered", lacking, of_channel=True) from None
        except (smtplib.SMTPException, OSError) as failed:
            self._close()
            raise self._error("unreachable", failed, of_channel=True) from None

    def _close(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        try:
            server.quit()
        except (smtplib.SMTPException, OSError):
            # The message was taken or not before this; a lost farewell changes nothing.
            server.close()

    def _error(
        self,
        key: str,
        reason: object = "",
        *,
        permanent: bool = False,
        of_channel: bool = False,
        of_message: bool = False,
        recipient: str = "",
    ) -> DeliveryError:
        if isinstance(reason, smtplib.SMTPResponseException):
            reason = reason.smtp_error
        elif isinstance(reason, smtplib.SMTPServerDisconnected):
            reason = say("errors.os_broken")
        elif isinstance(reason, OSError):
            reason = why(reason)
        told = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        message = say(
            f"alerts.{key}",
            host=one_line(self.mail.host, 80),
            port=self.mail.port,
            recipient=recipient,
            reason=one_line(self._without_secret(told), 160) or type(reason).__name__,
        )
        return DeliveryError(
            message, permanent=permanent, of_channel=of_channel, of_message=of_message
        )

    def _without_secret(self, told: str) -> str:
        password = self._password
        if not password:
            return told
        plain = f"\0{self.mail.user}\0{password}".encode()
        for secret in (password, *map(_base64, (password.encode(), plain))):
            told = told.replace(secret, "•••")
        return told


def _secure(server: smtplib.SMTP, context: ssl.SSLContext) -> None:
    """STARTTLS or nothing: a server that does not offer it gets no password and no message."""
    try:
        code, said = server.starttls(context=context)
        if code != 220:
            raise smtplib.SMTPNotSupportedError(said.decode("utf-8", "replace"))
    except (smtplib.SMTPException, OSError):
        server.close()
        raise


def _authenticate(server: smtplib.SMTP, user: str, password: str) -> None:
    if (user + password).isascii():
        server.login(user, password)
        return
    # smtplib encodes a login as ASCII only; AUTH PLAIN is UTF-8: RFC 4616, section 2.
    server.ehlo_or_helo_if_needed()
    if "PLAIN" not in server.esmtp_features.get("auth", "").upper().split():
        raise smtplib.SMTPNotSupportedError("AUTH PLAIN")
    code, said = server.docmd("AUTH", "PLAIN " + _base64(f"\0{user}\0{password}".encode()))
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, said)


def _base64(secret: bytes) -> str:
    return base64.b64encode(secret).decode("ascii")


def _for_good(code: int, said: bytes) -> bool:
    """Whether it is this recipient that is refused, and not us who ask without leave."""
    return 500 <= code < 600 and code not in NOT_LET_IN and b"relay" not in said.lower()


def _own_name() -> str:
    """Our name in the greeting, without asking a name server, which may take a minute."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"
