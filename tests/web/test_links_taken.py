"""`listener serve`: a link of a mail is taken, once or ten times, and by nobody else."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.cli.pauses_shown import in_words
from listener.config import Brand, Config, Settings
from listener.detection import Change
from listener.errors import ConfigError
from listener.i18n import Translator
from listener.links import links_of, unsubscribe_link
from listener.outgoing import Target
from listener.posting import post
from listener.routes import Alerts
from listener.spikes import Incident
from listener.store import Store
from listener.web.app import make_app
from tests.blank import new_store
from tests.test_links import INCIDENT, KEY, NOW, URL

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
    return make_app(
        lambda: CONFIG, lambda _: Store(database), KEY, lambda: NOW, print
    ).test_client()


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


def test_who_takes_it_on_reads_that_its_end_is_told_as_well(browser):
    """As the guide has it, before and after."""
    for page in (browser.get(path("ack")), browser.post(path("ack"))):
        assert "si empeora, y cuando termine" in page.text


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


def test_who_leaves_the_digest_of_a_group_is_told_of_what_that_is(browser, database):
    """By the group's name; of its brands one is alerted on, and the page says so."""
    link = unsubscribe_link(ANA, "group:tiendas", URL, KEY).removeprefix(URL.rstrip("/"))
    page = browser.get(link).text
    assert "¿No quieres más resúmenes de tiendas?" in page
    assert "los avisos de sus marcas, sí" in page
    assert "group:" not in browser.post(link).text
    with Store(database) as store:
        (pause,) = store.pauses()
    assert pause.brand == "group:tiendas"
    assert "se dio de baja de tiendas" in in_words(pause, Translator("es"), UTC)


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


def test_who_is_told_is_as_the_settings_say_now(tmp_path):
    """Whoever serves goes on for months: who has been taken out since is told nothing more."""
    database, leaves = tmp_path / "listener.db", Alerts(email=("eva@example.com",))
    with new_store(database) as store:
        store.save_incident(None, replace(INCIDENT, id=0), "opened", NOW)
    now = [replace(CONFIG, brands=())]
    app = make_app(lambda: now[0], lambda _: Store(database), KEY, lambda: NOW, print)
    opened = replace(INCIDENT, id=1)
    now[0] = replace(CONFIG, brands=(replace(CONFIG.brands[0], alerts=leaves),))
    with Store(database) as store:
        news = [Change(incident=opened, event="opened")]
        post(now[0], store, now[0].brands[0], news, NOW)
    assert app.test_client().post(path("close"), data={"cause": "la caja"}).status_code == 200
    with Store(database) as store:
        (told,) = store.waiting()
    assert (told.event, told.recipient) == ("closed", "eva@example.com")


def test_settings_that_are_half_written_keep_no_link_from_being_taken(database):
    """Those from before hold; who serves is told what is wrong with them."""
    known: list[Config | None] = [CONFIG]
    told: list[str] = []

    def read() -> Config:
        if known[0] is None:
            raise ConfigError("a bracket is missing")
        return known[0]

    app = make_app(read, lambda _: Store(database), KEY, lambda: NOW, told.append)
    known[0] = None
    assert app.test_client().post(path("ack")).status_code == 200
    assert stored(database).acknowledged_at == NOW
    assert told == ["a bracket is missing"]


@pytest.mark.parametrize("verb", ["get", "post"])
def test_what_went_wrong_is_told_to_who_serves_and_without_the_link(database, caplog, verb):
    """In one line; a stranger reads that it failed, and that nothing was changed."""
    with sqlite3.connect(database) as raw:
        raw.execute("PRAGMA user_version = 99")
    told: list[str] = []
    app = make_app(lambda: CONFIG, lambda _: Store(database), KEY, lambda: NOW, told.append)
    failed = getattr(app.test_client(), verb)(path("ack"))
    assert (failed.status_code, str(database) in failed.text) == (503, False)
    assert len(told) == 1
    assert str(database) in told[0]
    assert path("ack") not in told[0] + caplog.text


def test_no_link_is_logged_with_what_nobody_foresaw(caplog):
    """Whoever reads the log could follow it."""

    def broken(_: Config) -> Store:
        raise ZeroDivisionError

    app = make_app(lambda: CONFIG, broken, KEY, lambda: NOW, print)
    assert app.test_client().post(path("ack")).status_code == 500
    assert "ZeroDivisionError" in caplog.text
    assert path("ack") not in caplog.text
