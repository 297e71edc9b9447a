"""A real IMAP server, Twisted's, in a process of its own: TLS on loopback, made-up mails.

Each line on its input is a JSON state that replaces the one before; it answers each with a line.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import datetime
from typing import Any

from twisted.cred.error import UnauthorizedLogin
from twisted.internet import protocol, reactor, ssl, stdio
from twisted.mail import imap4
from twisted.protocols import basic
from zope.interface import implementer

STATE: dict[str, Any] = {"folders": {"INBOX": []}, "says": {}, "validity": 1}
ASKED: list[str] = []


@implementer(imap4.IMessage, imap4.IMessageFile)
class Message:
    """A mail with its number, and when it arrived."""

    def __init__(self, uid: int, raw: bytes, arrived: str) -> None:
        self.uid, self.raw, self.arrived = uid, raw, arrived

    def getUID(self) -> int:  # noqa: N802 - the names are Twisted's
        return self.uid

    def getFlags(self) -> list[str]:  # noqa: N802
        return []

    def getInternalDate(self) -> str:  # noqa: N802
        return self.arrived

    def getSize(self) -> int:  # noqa: N802
        return len(self.raw)

    def open(self) -> io.BytesIO:
        return io.BytesIO(self.raw)

    def getHeaders(self, negate: bool, *names: str) -> dict[str, str]:  # noqa: N802
        return {}

    def getBodyFile(self) -> io.BytesIO:  # noqa: N802
        return io.BytesIO(self.raw)

    def isMultipart(self) -> bool:  # noqa: N802
        return False


@implementer(imap4.IMailbox)
class Box:
    """A folder that nobody may write to."""

    def __init__(self, mails: list[list[str]]) -> None:
        self.mails = [
            Message(
                10 * number,
                raw.encode("utf-8", "surrogateescape"),
                datetime.fromisoformat(arrived).strftime("%d-%b-%Y %H:%M:%S %z"),
            )
            for number, (raw, arrived) in enumerate(mails, 1)
        ]

    def getUIDValidity(self) -> int:  # noqa: N802
        return int(STATE["validity"])

    def getMessageCount(self) -> int:  # noqa: N802
        return len(self.mails)

    def getRecentCount(self) -> int:  # noqa: N802
        return 0

    def getFlags(self) -> list[str]:  # noqa: N802
        return ["\\Seen"]

    def isWriteable(self) -> bool:  # noqa: N802
        return False

    def getHierarchicalDelimiter(self) -> str:  # noqa: N802
        return "/"

    def addListener(self, listener: Any) -> None:  # noqa: N802
        return None

    def removeListener(self, listener: Any) -> None:  # noqa: N802
        return None

    def fetch(self, messages: imap4.MessageSet, uid: bool) -> list[tuple[int, Message]]:
        messages.last = len(self.mails)
        return [(n, self.mails[n - 1]) for n in messages if 1 <= n <= len(self.mails)]


class Account:
    """The folders of the state."""

    def select(self, name: str, readwrite: bool = True) -> Box | None:
        mails = STATE["folders"].get(str(name))
        return None if mails is None else Box(mails)

    def listMailboxes(self, ref: str, wildcard: str) -> list[tuple[str, Box]]:  # noqa: N802
        return [(name, Box([])) for name in STATE["folders"]]


class Server(imap4.IMAP4Server):
    """It logs what it is asked, may answer a command otherwise, and sends parts of mails."""

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        asked = line.decode("utf-8", "replace")
        ASKED.append(asked)
        words = asked.split(" ")
        said = STATE["says"].get(words[1].upper() if len(words) > 1 else "")
        if said is None:
            super().lineReceived(line)
            return
        self.transport.write(said.replace("TAG", words[0]).encode() + b"\r\n")
        if said.startswith("* BYE"):
            self.transport.loseConnection()

    def authenticateLogin(self, user: bytes, passwd: bytes) -> Any:  # noqa: N802
        if (user, passwd) != (b"equipo@cafeluna.example", b"clave-secreta"):
            raise UnauthorizedLogin
        return imap4.IAccount, Account(), lambda: None

    def search_SINCE(self, query: list[Any], number: int, msg: Message) -> bool:  # noqa: N802
        # Twisted's own takes bytes for text.
        since = datetime.strptime(query.pop(0).decode(), "%d-%b-%Y")  # noqa: DTZ007 - a day
        arrived = datetime.strptime(msg.arrived, "%d-%b-%Y %H:%M:%S %z")
        return arrived.replace(tzinfo=None) >= since

    def spew_body(
        self, part: Any, number: int, msg: Message, _w: Any = None, _f: Any = None
    ) -> Any:
        # Twisted reads <0.N> and then sends the whole mail.
        if part.partialBegin is None or STATE.get("whole"):
            return super().spew_body(part, number, msg, _w, _f)
        end = part.partialBegin + part.partialLength
        piece = Message(msg.uid, msg.raw[part.partialBegin : end], msg.arrived)
        _w(b"BODY[]<%d> " % part.partialBegin)
        _f()
        return imap4.FileProducer(piece.open()).beginProducing(self.transport)


class Control(basic.LineReceiver):
    """Takes new states; says what was asked since the last."""

    delimiter = b"\n"
    MAX_LENGTH = 50_000_000

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        new = json.loads(line)
        answer = json.dumps(ASKED)
        if new:
            STATE.clear()
            STATE.update({"says": {}, "validity": 1} | new)
            ASKED.clear()
        self.sendLine(answer.encode())

    def connectionLost(self, reason: Any = None) -> None:  # noqa: N802
        if reactor.running:
            reactor.stop()


def main(pem: str) -> None:
    factory = protocol.Factory.forProtocol(Server)
    tls = ssl.DefaultOpenSSLContextFactory(pem, pem)
    secure = reactor.listenSSL(0, factory, tls, interface="127.0.0.1")
    plain = reactor.listenTCP(0, factory, interface="127.0.0.1")
    sys.stdout.write(f"{secure.getHost().port} {plain.getHost().port}\n")
    sys.stdout.flush()
    stdio.StandardIO(Control())
    reactor.run()


if __name__ == "__main__":
    main(sys.argv[1])
