"""Whoever reads of a review in a digest or a mail reads how to answer it, too."""

from __future__ import annotations

import pytest

from listener.alerts.compose import compose
from listener.config import load
from listener.i18n import Translator
from listener.model import Reply
from listener.store import Store
from listener.telling import answerable
from tests.alerts.stories import story
from tests.answering.conftest import crawled, review, took
from tests.answering.test_reply import GIVEN, rewrite
from tests.digest.samples import MADRID, NOW

COMMAND = 'listener reply 1 --text "…"'


def digest(run, form: str, language: str = "es") -> str:
    """The digest, whatever its exit code."""
    return run("digest", "--exit-zero", "--format", form, "--lang", language).stdout


def test_a_digest_tells_the_number_and_how_to_answer(run, folder):
    """In text, HTML and Markdown, in the language of whoever reads."""
    crawled(folder, review("a"))
    text = digest(run, "text")
    assert "Owner Shop · Ana · 22 nov 2026, 12:00 · n.º 1" in text
    assert f"    Para contestarla: {COMMAND}" in text
    assert f"To answer it: {COMMAND}" in digest(run, "text", "en")
    page = digest(run, "html")
    assert "</a> · n.º\u00a01<br>" in page
    assert "Para contestarla: <code>listener reply 1 --text &quot;…&quot;</code>" in page
    assert f" · n.º 1: El café estaba frío *Para contestarla:* `{COMMAND}`" in digest(
        run, "markdown"
    )


@pytest.mark.parametrize(
    "what", [{"stars": None}, {"replies": (Reply(text="Ya"),)}], ids=["a post", "answered"]
)
def test_what_cannot_be_answered_has_its_number_only(run, folder, what):
    """A post, and a review that has an answer."""
    crawled(folder, review("a", **what))
    text = digest(run, "text")
    assert "n.º 1" in text
    assert "Para contestarla" not in text


def test_where_answering_is_off_no_command_is_told(run, folder):
    """It would be refused."""
    crawled(folder, review("a"))
    rewrite(folder, "allowed = true", "")
    assert "Para contestarla" not in digest(run, "text")


def test_what_was_answered_from_here_is_not_asked_for_again(run, folder, engine):
    """Though the site has yet to show it."""
    crawled(folder, review("a"))
    engine.answers = [took(state="pending")]
    run(*GIVEN, "--yes")
    assert "Para contestarla" not in digest(run, "text")


def test_an_alert_tells_it_as_well(folder):
    """In both parts of the mail."""
    crawled(folder, review("a"))
    config = load(str(folder))
    with Store(config.database) as store:
        found = answerable(store, config.brand("lumbre"), list(store.mentions(brand="lumbre")))
    told = story(worst=tuple(found))
    mail = compose([told], "Lumbre", Translator("es"), MADRID, now=NOW)
    assert "· n.º 1" in mail.text
    assert f"    Para contestarla: {COMMAND}" in mail.text
    assert '>listener reply 1 --text "…"</code>' in mail.html
