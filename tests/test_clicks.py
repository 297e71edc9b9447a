"""Where somebody serves, a message is answered with one click; where nobody does, it says how."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from listener.cli.group import listener
from listener.config import Config, load
from listener.detection import Change
from listener.errors import ConfigError
from listener.links import asked, leaving
from listener.posting import post
from listener.routes import Serve
from listener.store import Store
from tests.cli.world import BRAND, NOW, SETTINGS, fill, mention, spike

KEY = "0123456789abcdef"
URL = "https://cx.example.com"


@pytest.fixture
def told(tmp_path: Path) -> tuple[Config, Store]:
    """An open incident of a brand whose team has an address."""
    folder = tmp_path / "config"
    (folder / "brands").mkdir(parents=True)
    (folder / "listener.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "brands" / "lumbre.toml").write_text(BRAND, encoding="utf-8")
    return load(str(folder)), fill(folder, mention("a", "lumbre pésimo", hours=2))


def served(config: Config, url: str = URL) -> Config:
    """The same, with somebody who serves."""
    return replace(config, settings=replace(config.settings, serve=Serve(url=url)))


def mail(config: Config, store: Store) -> EmailMessage:
    """What the team gets."""
    with store:
        saved = store.save_incident(None, spike(), "opened", NOW)
        assert saved is not None
        news = [Change(incident=saved, event="opened")]
        (letter,) = post(config, store, config.brands[0], news, NOW)
    found = message_from_bytes(letter.payload, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def body(found: EmailMessage) -> str:
    """The plain part."""
    part = found.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_each_link_does_one_thing_to_that_incident(
    told: tuple[Config, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """For its recipient, signed; and leaving takes one click, RFC 8058."""
    monkeypatch.setenv("LISTENER_LINK_KEY", KEY)
    config, store = told
    found = mail(served(config), store)
    tokens = [word.partition("/do/")[2] for word in body(found).split() if f"{URL}/do/" in word]
    done = [asked(token, KEY, NOW) for token in tokens]
    assert [each.action for each in done] == ["ack", "snooze", "close", "useful", "noise"]
    assert {(each.number, each.recipient) for each in done} == {(1, "team@example.com")}
    assert "listener incidents" not in body(found)
    link = str(found["List-Unsubscribe"]).partition("<")[2].partition(">")[0]
    gone = leaving(link.partition("/leave/")[2], KEY)
    assert (gone.recipient, gone.brand) == ("team@example.com", "lumbre")


@pytest.mark.parametrize(("url", "key"), [("", KEY), (URL, ""), (URL, "short")])
def test_without_address_or_key_there_are_commands(
    told: tuple[Config, Store], monkeypatch: pytest.MonkeyPatch, url: str, key: str
) -> None:
    """No link is made that anybody could make up."""
    monkeypatch.setenv("LISTENER_LINK_KEY", key)
    config, store = told
    found = mail(served(config, url), store)
    assert "listener incidents ack 1" in body(found)
    assert "/do/" not in body(found)
    assert str(found["List-Unsubscribe"]).startswith("<mailto:")


@pytest.mark.parametrize(
    "url",
    ["cx.example.com", "cx.example.com:8765", "ftp://cx.example.com", "https://", "https://a b.es",
     "https://ana@cx.example.com", "https://cx.example.com/?a=b", "https://cx.example.com/#/"],
)  # fmt: skip
def test_an_address_that_would_make_dead_links_is_refused(
    told: tuple[Config, Store], url: str
) -> None:
    """When the settings are read, and not by whoever clicks at night."""
    folder = told[0].folder
    text = f'{SETTINGS}\n[serve]\nurl = "{url}"\n'
    (folder / "listener.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"serve\.url.*https://cx\.example\.com"):
        load(str(folder))


def test_a_key_that_cannot_be_read_keeps_nobody_from_being_told(
    told: tuple[Config, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The night's alert goes out with commands; `listener doctor` says why there are no links."""
    monkeypatch.delenv("LISTENER_LINK_KEY", raising=False)
    monkeypatch.setenv("LISTENER_LINK_KEY_FILE", "/nowhere/key")
    config, store = told
    assert "listener incidents ack 1" in body(mail(served(config), store))


@pytest.mark.parametrize(
    ("key", "said"),
    [(KEY, f"one-click links to {URL}"), ("", "LISTENER_LINK_KEY"), ("short", "LISTENER_LINK_KEY")],
)
def test_doctor_says_whether_there_are_links(
    told: tuple[Config, Store], monkeypatch: pytest.MonkeyPatch, key: str, said: str
) -> None:
    """Cron may lack the key that a shell has."""
    monkeypatch.setenv("LISTENER_LINK_KEY", key)
    monkeypatch.setenv("LISTENER_LANG", "en")
    config, store = told
    store.close()
    text = f'{SETTINGS}\n[serve]\nurl = "{URL}"\n'
    (config.folder / "listener.toml").write_text(text, encoding="utf-8")
    found = CliRunner().invoke(listener, ["--config", str(config.folder), "doctor"])
    words = " ".join(found.stdout.split())
    assert said in words
    assert ("commands in place of links" in words) is (key != KEY)
