"""A mail server with STARTTLS and a login, an HTTP server, and a brand that tells five."""

from __future__ import annotations

import json
import os
import ssl
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from listener.config import Config, load
from listener.records import Delivery
from listener.store import Store
from tests.alerts.post_office import PASSWORD, USER, PostOffice
from tests.alerts.post_office import opened as office_opened
from tests.alerts.sink import Sink, Taken
from tests.alerts.sink import opened as sink_opened

PEOPLE = ("ana@example.org", "luis@example.org", "marta@example.org")
EVERYBODY = (*PEOPLE, "chat", "crm")
KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

SETTINGS = """
language = "en"
[mail]
host = "localhost"
port = {port}
security = "starttls"
user = "{user}"
sender = "Listener <listener@example.org>"
timeout_seconds = {timeout}
ca_file = "{ca_file}"
[alerts]
reminder_hours = 10
[channels.chat]
[channels.crm]
kind = "webhook"
"""
BRAND = f"""
name = "Acme"
[alerts]
email = {json.dumps(PEOPLE)}
channels = ["chat", "crm"]
[[queries]]
any = ["acme"]
sources = ["hackernews"]
"""


class Street:
    """Who is told where, and what came to each."""

    def __init__(self, folder: Path, certified: ssl.SSLContext, ca_file: Path) -> None:
        self.folder = folder
        self.office, self.sink = PostOffice(), Sink()
        self._certified, self._ca_file = certified, ca_file
        self.mail_port = 1
        self.timeout = 5.0
        (folder / "brands").mkdir(parents=True)
        (folder / "brands" / "acme.toml").write_text(BRAND, encoding="utf-8")

    @contextmanager
    def opened(self, port: int = 0) -> Iterator[Street]:
        """Both servers, listening."""
        with (
            sink_opened(self.sink, port) as sink,
            office_opened(self.office, starttls=self._certified, login=True) as self.mail_port,
        ):
            self.http_port = sink.port
            yield self

    @property
    def secrets(self) -> dict[str, str]:
        """The variables that hold the addresses and keys."""
        return {
            "LISTENER_SMTP_PASSWORD": PASSWORD,
            "LISTENER_CHANNEL_CHAT": f"json://127.0.0.1:{self.http_port}/chat",
            "LISTENER_CHANNEL_CRM": f"http://127.0.0.1:{self.http_port}/crm",
            "LISTENER_CHANNEL_CRM_KEY": KEY,
        }

    @property
    def environment(self) -> dict[str, str]:
        """That of a process of ours."""
        return {**os.environ, **self.secrets}

    def config(self) -> Config:
        """The settings, as they stand in the file for now."""
        text = SETTINGS.format(
            port=self.mail_port, user=USER, timeout=self.timeout, ca_file=self._ca_file
        )
        (self.folder / "listener.toml").write_text(text, encoding="utf-8")
        return load(str(self.folder))

    def mails(self, to: str) -> list[EmailMessage]:
        """What a person got, in the order in which it came."""
        found = [content for _, who, content in self.office.boxes if to in who]
        return [message_from_bytes(each, policy=default) for each in found]  # type: ignore[misc]

    def told(self, name: str) -> list[Taken]:
        """What a channel got."""
        return self.sink.at(f"/{name}")

    def titles(self, who: str) -> list[str]:
        """What each message to somebody was about."""
        if who in PEOPLE:
            return [str(each["Subject"]) for each in self.mails(who)]
        bodies = [json.loads(each.body) for each in self.told(who)]
        return [each.get("title") or each["data"].get("title", each["type"]) for each in bodies]

    def received(self) -> dict[str, Counter[str]]:
        """How often each got each message."""
        return {who: Counter(self.titles(who)) for who in EVERYBODY}


def put(store: Store, titles: Sequence[str], *, now: object, to: Sequence[str] = EVERYBODY) -> None:
    """Messages to all, made by hand: one of each title to each."""
    from listener.alerts.mail import message

    for title in titles:
        for who in to:
            if who in PEOPLE:
                payload = message(
                    subject=title,
                    text=title,
                    html="<p>",
                    sender="listener@example.org",
                    recipient=who,
                    thread="t",
                    now=now,  # type: ignore[arg-type]
                )
            elif who == "chat":
                payload = json.dumps({"title": title, "body": title}).encode()
            else:
                payload = json.dumps({"type": "x", "data": {"title": title}}).encode()
            store.put(
                Delivery(
                    brand="acme",
                    channel="email" if who in PEOPLE else "apprise" if who == "chat" else "webhook",
                    recipient=who,
                    title=title,
                    payload=payload,
                    created_at=now,  # type: ignore[arg-type]
                )
            )
