"""The whole road with the commands that cron runs: crawl, digest, mail over TLS with a login."""

from __future__ import annotations

import os
import socket
import sqlite3
import ssl
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from unittest.mock import ANY

import pytest
import trustme

from listener.demo.server import DemoServer
from listener.demo.setting import prepare
from listener.i18n import Translator
from tests.alerts.post_office import PASSWORD, USER, PostOffice, opened
from tests.warm import warm

NOW = datetime(2026, 11, 20, 17, 20, tzinfo=UTC)
BEFORE = NOW - timedelta(hours=4)
TEAM = "equipo@cafelumbre.example"

pytestmark = pytest.mark.e2e


class Machine:
    """A folder with settings, and the commands run there as processes of their own."""

    def __init__(self, folder: Path, site: DemoServer, ca: trustme.CA) -> None:
        self.folder, self.site = folder, site
        self.config = prepare(
            folder, Translator("es"), site=site.url, mail_host="localhost", mail_port=1
        )
        ca.cert_pem.write_to_path(str(folder / "ca.pem"))
        password = folder / "password"
        password.write_text(f"{PASSWORD}\n", encoding="utf-8")
        self.listener = ("-m", "listener", "--config", str(self.config))
        self.own = {"LISTENER_LANG": "es", "LISTENER_SMTP_PASSWORD_FILE": str(password)}

    def mail_goes_to(self, port: int, security: str) -> None:
        """Write the [mail] section anew."""
        settings = self.config / "listener.toml"
        rest = settings.read_text(encoding="utf-8").split("[mail]")[0]
        mail = (
            f'[mail]\nhost = "localhost"\nport = {port}\nsecurity = "{security}"\n'
            f'user = "{USER}"\nsender = "listener@example.invalid"\n'
            f'ca_file = "{self.folder / "ca.pem"}"\ntimeout_seconds = 10.0\n'
        )
        settings.write_text(rest + mail, encoding="utf-8")

    def learns_from(self, days: int) -> None:
        """Write how much history is learned from."""
        with (self.config / "listener.toml").open("a", encoding="utf-8") as settings:
            settings.write(f"\n[detection]\nhistory_days = {days}\nwarm_up_days = 1\n")

    def start(self, *words: str, at: datetime) -> subprocess.Popen[str]:
        """One command, under way."""
        self.site.now = at
        return subprocess.Popen(
            warm(*self.listener, *words, "--at", at.isoformat()),
            env=os.environ | self.site.environment | self.own,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def run(self, *words: str, at: datetime) -> tuple[int, str]:
        """One command; its exit code and all that it said."""
        return ended(self.start(*words, at=at))

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database answers."""
        with closing(sqlite3.connect(self.folder / "listener.db")) as connection:
            return connection.execute(query).fetchall()


def ended(command: subprocess.Popen[str]) -> tuple[int, str]:
    """A command's exit code and all that it said."""
    with command:
        said, _ = command.communicate(timeout=60)
    return command.returncode, said


def mails(office: PostOffice) -> list[EmailMessage]:
    """What arrived, each for the team and from us."""
    assert {(sender, *to) for sender, to, _ in office.boxes} <= {("listener@example.invalid", TEAM)}
    return [message_from_bytes(payload, policy=default) for *_, payload in office.boxes]


def body(mail: EmailMessage, kind: str) -> str:
    """The plain or the HTML part of a mail."""
    part = mail.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text


@pytest.fixture
def ca() -> trustme.CA:
    """A certificate authority that only this test trusts."""
    return trustme.CA()


@pytest.fixture
def certificate(ca: trustme.CA) -> ssl.SSLContext:
    """The mail server's certificate."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ca.issue_cert("localhost").configure_cert(context)
    return context


def test_a_spike_reaches_the_team_once_though_the_mail_server_was_down(
    tmp_path: Path, ca: trustme.CA, certificate: ssl.SSLContext
) -> None:
    """Crawled, found, kept while the server is dead, delivered once over TLS with a login."""
    office, later = PostOffice(), NOW + timedelta(hours=2)
    with DemoServer(NOW) as site, socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        machine = Machine(tmp_path / "own", site, ca)
        machine.mail_goes_to(nobody.getsockname()[1], "starttls")
        assert machine.run("crawl", at=BEFORE) == (0, ANY), "a first crawl finds no spike"
        assert machine.run("crawl", at=NOW) == (5, ANY), "the mail waits"

        with opened(office, login=True, starttls=certificate) as port:
            machine.mail_goes_to(port, "starttls")
            assert machine.run("alert", at=later) == (0, ANY)
            alerts = mails(office)
            assert machine.run("alert", at=later) == (0, ANY)
            assert len(office.boxes) == len(alerts), "a repeat run sends nothing twice"
        with opened(office, login=True, tls=certificate) as port:
            machine.mail_goes_to(port, "tls")
            assert machine.run("digest", "--email", at=later) == (10, ANY), "the spike is open"
            [digest] = mails(office)[len(alerts) :]

    assert set(office.logins) == {(USER.encode(), PASSWORD.encode())}
    [alert] = [mail for mail in alerts if "App Store" in body(mail, "plain")]
    for mail in (alert, digest):
        assert mail["To"] == TEAM
        assert "Café Lumbre" in mail["Subject"]
        assert "Café Lumbre" in body(mail, "plain")
        assert "</html>" in body(mail, "html")
    assert "PICOS NEGATIVOS" in body(digest, "plain")


def test_two_crawls_at_once_share_the_work(tmp_path: Path, ca: trustme.CA) -> None:
    """Two crons that collide store each item once, and neither meets a locked database."""
    with DemoServer(NOW) as site:
        machine = Machine(tmp_path / "own", site, ca)
        machine.learns_from(days=2)
        both = [machine.start("crawl", "--no-alert", at=BEFORE) for _ in range(2)]
        for code, said in map(ended, both):
            assert code == 0, said
            assert "✗" not in said
        [(stored,)] = machine.rows("SELECT count(*) FROM mentions")
        assert stored
        assert machine.rows("SELECT DISTINCT health FROM watches") == [("ok",)]
        assert machine.rows("SELECT sum(items) FROM rollups") == machine.rows(
            "SELECT count(*) FROM brand_links"
        )
        assert machine.run("crawl", "--all", "--no-alert", at=BEFORE) == (0, ANY)
        assert machine.rows("SELECT count(*) FROM mentions") == [(stored,)]
