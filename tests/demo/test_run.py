"""The demonstration makes a folder of its own, tells what it does, and hides no failure."""

import smtplib
import sys
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from listener.config import load
from listener.demo.mailbox import Mailbox
from listener.demo.run import run
from listener.demo.setting import FolderTaken, prepare
from listener.i18n import Translator
from listener.watching import watches_of

NOW = datetime(2026, 11, 20, 17, 20, tzinfo=UTC)


def prepared(folder, language="es"):
    t = Translator(language)
    return prepare(folder, t, site="http://127.0.0.1:9", mail_host="127.0.0.1", mail_port=2525)


@pytest.mark.parametrize("language", ["es", "en"])
def test_its_config_is_one_that_listener_accepts(tmp_path, language):
    """The folder's config loads, watches all five sources, and says that it is synthetic."""
    config = load(str(prepared(tmp_path / "demo", language)))
    assert {watch.source for watch in watches_of(config)} == {
        "appstore",
        "feeds",
        "googlebusiness",
        "hackernews",
        "reddit",
    }
    assert config.settings.language == language
    assert config.settings.mail.port == 2525
    assert config.database == (tmp_path / "demo" / "listener.db").resolve()
    for file in config.folder.rglob("*.toml"):
        assert "synthetic demo content" in file.read_text(encoding="utf-8").lower()


def test_a_second_showing_replaces_the_first(tmp_path):
    """An earlier demonstration's folder is used again, without what was in it."""
    prepared(tmp_path / "demo")
    (tmp_path / "demo" / "listener.db").write_text("old")
    prepared(tmp_path / "demo")
    assert not (tmp_path / "demo" / "listener.db").exists()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path):
    """A folder with other things in it is refused, and nothing in it is touched."""
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FolderTaken):
        prepared(tmp_path)
    lines = []
    assert run(tmp_path, "es", lines.append, NOW) == 2
    assert str(tmp_path) in lines[-1]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_with_a_file_called_like_the_mark_is_left_alone(tmp_path):
    """A person may have a demo.txt of their own; what lies beside it is not cleared away."""
    (tmp_path / "demo.txt").write_text("songs for the demo")
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FolderTaken):
        prepared(tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_link_to_a_folder_is_used_twice(tmp_path):
    """A linked folder is cleared and filled again like any other."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    prepared(tmp_path / "link")
    prepared(tmp_path / "link")
    assert (tmp_path / "real" / "config" / "listener.toml").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    """A place where nothing can be written is said in a line."""
    (tmp_path / "file").write_text("")
    lines = []
    assert run(tmp_path / "file" / "demo", "en", lines.append, NOW) == 2
    assert "cannot be written" in lines[-1]


def test_a_failing_command_is_told_with_its_last_words(tmp_path, monkeypatch):
    """When a command fails the demonstration stops, shows why, and says so by its exit code."""
    false = tmp_path / "false"
    false.write_text("#!/bin/sh\necho first words\necho last words >&2\nexit 3\n")
    false.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(false))
    lines = []
    assert run(tmp_path / "demo", "en", lines.append, NOW) == 1
    assert lines[-1].strip() == "last words"
    assert "exit code 3" in "\n".join(lines)
    assert "first words" in (tmp_path / "demo" / "demo.log").read_text()


def test_the_mailbox_keeps_letters_as_file_and_page(tmp_path):
    """Each mail is saved as it came, and its page beside it."""
    letter = EmailMessage()
    letter["Subject"] = "Pico"
    letter.set_content("hola")
    letter.add_alternative("<p>adiós</p>", subtype="html")
    with Mailbox() as mailbox, smtplib.SMTP(mailbox.host, mailbox.port) as client:
        for _ in range(2):
            client.send_message(letter, "a@example.invalid", ["b@example.invalid"])
    names = [path.name for path in mailbox.save(tmp_path)]
    assert names == ["alert.eml", "alert.html", "alert-2.eml", "alert-2.html"]
    assert "adiós" in (tmp_path / "alert.html").read_text(encoding="utf-8")
