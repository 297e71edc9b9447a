"""`listener serve`: a link of a mail is taken, once or ten times, and by nobody else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.config import Brand, Config, Settings
from listener.links import links_of, unsubscribe_link
from listener.outgoing import Target
from listener.spikes import Incident
from listener.store import Store
from listener.web.app import make_app
from tests.blank import new_store
from tests.test_links import INCIDENT, KEY, NOW, URL

BRAND = 'name = "Acme"\n[[queries]]\nany = ["acme"]\n'
ANA = Target(recipient="ana@example.com", language="es")
CONFIG = Config(
    settings=Settings(language="es"),
    brands=(Brand(id="acme", name="Acme <b>", time_zone="Europe/Madrid"),),
    folder=Path(),
    found_by="--config",
)


@pytest.fixture
def database(tmp_path):
    """A database with one open incident, number 1."""
    path = tmp_path / "listener.db"
    with new_store(path) as store:
        store.save_incident(None, replace(INCIDENT, id=0), "opened", NOW)
    return path


@pytest.fixture
def browser(database):
    """Asks the application as a browser would."""
    return make_app(CONFIG, lambda: Store(database), KEY, lambda: NOW).test_client()


def path(action: str, target: Target = ANA) -> str:
    """Where a link of the incident's mail leads."""
    links = links_of(replace(INCIDENT, id=1), target, URL, KEY, NOW)
    return getattr(links, action).removeprefix(URL.rstrip("/"))


def stored(database: Path) -> Incident:
    """The incident as it is now."""
    with Store(database) as store:
        found = store.incident(1)
    assert found is not None
    return found


def test_to_look_at_a_link_changes_nothing(browser, database):
    """Programs that look through mails follow every link."""
    before = stored(database)
    for action in ("ack", "snooze", "useful", "noise", "close"):
        page = browser.get(path(action))
        assert page.status_code == 200
        assert 'method="post"' in page.text
    assert stored(database) == before


def test_each_link_does_what_its_mail_said(browser, database):
    """And as often as it is followed, it comes to the same."""
    for _ in range(2):
        assert browser.post(path("ack")).status_code == 200
        assert stored(database).acknowledged_at == NOW
        assert "30 nov 2026, 14:00" in browser.post(path("snooze")).text
        assert stored(database).snoozed_until == NOW + timedelta(hours=4)
        browser.post(path("useful"))
        assert stored(database).useful is True
        browser.post(path("noise"))
        assert stored(database).useful is False


def test_an_incident_is_closed_for_a_cause(browser, database):
    """Which a person types; without one it stays open."""
    assert browser.post(path("close"), data={"cause": " "}).status_code == 409
    assert stored(database).state == "open"
    assert browser.post(path("close"), data={"cause": "el datáfono"}).status_code == 200
    assert (stored(database).state, stored(database).cause) == ("closed", "el datáfono")


def test_what_is_over_needs_nobody_any_more(browser, database):
    """The page says so, and nothing changes."""
    browser.post(path("close"), data={"cause": "cerrado"})
    before = stored(database)
    assert browser.post(path("ack")).status_code == 409
    assert stored(database) == before


def test_a_made_up_link_does_nothing(browser, database):
    """Neither a wrong signature nor the number of another database's incident."""
    assert browser.post("/do/made.up").status_code == 410
    with Store(database) as store:
        other = replace(INCIDENT, id=0, source="x", opened_at=NOW - timedelta(days=3))
        store.save_incident(None, other, "opened", NOW)
    foreign = links_of(replace(INCIDENT, id=2), ANA, URL, KEY, NOW).ack
    assert browser.post(foreign.removeprefix(URL.rstrip("/"))).status_code == 410
    with Store(database) as store:
        assert store.incident(2).acknowledged_at is None


def test_who_unsubscribes_is_told_of_that_brand_no_more(browser, database):
    """One click of the mail program, as RFC 8058 has it; the others are told on."""
    link = unsubscribe_link(ANA, "acme", URL, KEY).removeprefix(URL.rstrip("/"))
    assert browser.get(link).status_code == 200
    with Store(database) as store:
        assert list(store.pauses()) == []
    for _ in range(2):
        done = browser.post(link, data={"List-Unsubscribe": "One-Click"})
        assert done.status_code == 200
    with Store(database) as store:
        (pause,) = store.pauses()
    assert (pause.recipient, pause.brand, pause.reason) == (
        "ana@example.com",
        "acme",
        "unsubscribed",
    )


def test_pages_are_in_the_language_of_the_mail_and_escape_what_they_show(browser):
    """Spanish for Ana, English for Bob; a brand's name is only text."""
    bob = Target(recipient="bob@example.com", language="en")
    spanish, english = browser.get(path("ack")).text, browser.get(path("ack", bob)).text
    assert '<html lang="es">' in spanish
    assert '<html lang="en">' in english
    assert "Acme &lt;b&gt;" in spanish
    assert "<b>" not in spanish


def test_nothing_is_loaded_kept_or_framed(browser):
    """No address of a link leaks to another site or into a cache."""
    page = browser.get(path("ack"))
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert not re.search(r"(?:src|href)=", page.text)


def test_what_is_not_there_says_so_without_a_word_of_what(browser):
    """A stranger learns nothing of the machine."""
    assert browser.get("/.env").status_code == 404
    assert browser.post("/do/x", data={"cause": "x" * 20_000}).status_code in (410, 413)
    assert browser.get("/healthz").json == {"ok": True}


@contextmanager
def served(folder: Path, database: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """`listener serve`, as a person starts it."""
    (folder / "brands").mkdir(parents=True)
    (folder / "listener.toml").write_text('language = "es"\n', encoding="utf-8")
    (folder / "brands" / "acme.toml").write_text(BRAND, encoding="utf-8")
    environment = {**os.environ, "LISTENER_DATABASE": str(database), "LISTENER_LINK_KEY": KEY}
    command = [sys.executable, "-m", "listener", "--config", str(folder), "serve", *options]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            yield server
        finally:
            server.terminate()


def test_the_command_takes_links_over_http(tmp_path, database):
    """From the address in the mail to the incident in the store."""
    link = links_of(replace(INCIDENT, id=1), ANA, URL, KEY, datetime.now(UTC)).ack
    with served(tmp_path / "config", database, "--port", "0") as server:
        assert server.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
        assert found is not None
        address = found[0] + link.removeprefix(URL.rstrip("/"))
        with urllib.request.urlopen(address, timeout=10) as page:
            assert page.status == 200
        assert stored(database).acknowledged_at is None
        asking = urllib.request.Request(address, data=b"", method="POST")
        with urllib.request.urlopen(asking, timeout=10) as page:
            assert page.status == 200
        with pytest.raises(urllib.error.HTTPError, match="410"):
            urllib.request.urlopen(f"{found[0]}/do/made.up", timeout=10)
    assert stored(database).acknowledged_at is not None
    assert stored(database).acknowledged_by == "ana@example.com"
