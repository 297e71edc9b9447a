"""What was sent is followed: a crawl sees it published, pending or rejected."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from listener.cli.reply_shown import outcome
from listener.errors import SourceUnavailable
from listener.i18n import Translator
from listener.model import Reply
from listener.records import Answer
from tests.answering.conftest import crawled, review, took
from tests.cli.world import NOW

GIVEN = ("reply", "1", "--text", "Lo sentimos.\nEstá arreglado.", "--as", "Marta", "--yes")


def rows(run) -> list[dict]:
    """The rows of `--list`."""
    return json.loads(run("reply", "--list", "--format", "json").stdout)["answers"]


def shows(folder, text: str, state="published", hours: int = 1) -> None:
    """A crawl some hours later sees that answer under the review."""
    seen = review("a", replies=(Reply(text=text, state=state),))
    crawled(folder, seen, at=NOW + timedelta(hours=hours))


def test_a_pending_answer_is_published_on_the_next_crawl(run, folder, engine):
    """However the site writes its spaces."""
    crawled(folder, review("a"))
    engine.answers = [took(state="pending")]
    run(*GIVEN)
    shows(folder, " Lo sentimos. Está  arreglado.\r\n")
    (row,) = rows(run)
    assert row["state"] == "published"
    assert row["checked_at"] == "2026-11-22T13:00:00Z"
    assert row["sent_at"] == "2026-11-22T12:00:00Z"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("source", ["googlebusiness", "playconsole", "appstoreconnect"])
def test_the_command_to_type_next_is_on_one_line(source, language):
    """Half a command cannot be copied."""
    answer = Answer(
        mention_key=1, brand="b", source=source, text="x", created_at=NOW, state="pending"
    )
    assert "listener reply --list" in outcome(answer, Translator(language), "text")


def test_a_pending_answer_stays_pending_while_the_site_says_so(run, folder, engine):
    """Then published, with the same words: a change of its state alone is noticed."""
    crawled(folder, review("a"))
    engine.answers = [took(state="pending")]
    run(*GIVEN)
    shows(folder, "Lo sentimos. Está arreglado.", "pending")
    assert rows(run)[0]["state"] == "pending"
    shows(folder, "Lo sentimos. Está arreglado.", "published", hours=2)
    assert rows(run)[0]["state"] == "published"


def test_an_answer_of_which_nobody_knew_is_found_by_a_crawl(run, folder, engine):
    """After a time-out the site shows it: it did arrive."""
    from listener.errors import SourceUnavailable

    crawled(folder, review("a"))
    engine.answers = [SourceUnavailable("timed out")]
    run(*GIVEN, code=3)
    shows(folder, "Lo sentimos. Está arreglado.")
    assert rows(run)[0]["state"] == "published"
    assert "has been answered" in run(*GIVEN, code=2).stderr


def test_somebody_elses_answer_is_not_taken_for_ours(run, folder, engine):
    """Other words: ours is still pending."""
    crawled(folder, review("a"))
    engine.answers = [took(state="pending")]
    run(*GIVEN)
    shows(folder, "Gracias por avisar.")
    assert rows(run)[0]["state"] == "pending"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_rejected_answer_is_told(run, folder, engine, language):
    """By --list with what to do, by status, and there is room for another."""
    crawled(folder, review("a"))
    engine.answers = [took(state="pending"), took()]
    run(*GIVEN)
    shows(folder, "Lo sentimos. Está arreglado.", "rejected")
    words = {
        "en": ("rejected", "1 answer was rejected"),
        "es": ("rechazada", "1 respuesta ha sido"),
    }
    listed, status = words[language]
    assert (
        f"✗ {'no.' if language == 'en' else 'n.º'} 1 · Owner Shop · {listed}"
        in run("reply", "--list", "--lang", language).stdout
    )
    told = " ".join(run("reply", "--list", "--lang", "en").stdout.split())
    assert "has rejected it. It says that the answer breaks its rules. Change the text" in told
    assert 'listener reply 1 --text "…"' in told
    assert f"✗ {status}" in run("status", "--lang", language).stdout
    run("reply", "1", "--text", "Otra cosa.", "--yes")
    assert "rejected" not in run("status").stdout
    assert [row["state"] for row in rows(run)] == ["published", "rejected"]


def test_a_rejection_at_once_is_told_at_once(run, folder, engine):
    """The site turned it down in its very answer: exit code 3."""
    crawled(folder, review("a"))
    engine.answers = [took(state="rejected")]
    said = run(*GIVEN, code=3).stdout
    assert "✗ Owner Shop has rejected it. It says that the answer breaks its rules." in said


def test_what_is_open_comes_first_the_oldest_first(run, folder, engine):
    """Then what is settled, the latest first."""
    crawled(folder, *(review(name) for name in "abcd"))
    engine.answers = [took(), took(state="pending"), took(state="pending"), took()]
    for key in "1234":
        run("reply", key, "--text", f"Answer {key}", "--yes")
    assert [row["key"] for row in rows(run)] == [2, 3, 4, 1]
    assert "… 2 answers wait to be published." in run("status").stdout
    assert len(json.loads(run("status", "--format", "json").stdout)["answers"]) == 2


def test_the_list_of_one_brand(run, folder, engine):
    """--brand, and nothing for a brand that has answered nothing."""
    crawled(folder, review("a"))
    assert "No review has been answered" in run("reply", "--list").stdout
    engine.answers = [took()]
    run(*GIVEN)
    assert "Lo sentimos. Está arreglado." in run("reply", "--list", "--brand", "lumbre").stdout
    run("reply", "--list", "--brand", "nadie", code=2)


def test_what_was_said_when_nobody_knew_is_no_reason_later(run, folder, engine):
    """The site broke down half way, and has rejected the answer since."""
    crawled(folder, review("a"))
    engine.answers = [SourceUnavailable("down", reached=True)]
    run(*GIVEN, code=3)
    shows(folder, "Lo sentimos. Está arreglado.", "rejected")
    told = " ".join(run("reply", "--list").stdout.split())
    assert "did not answer" not in told
    assert "has rejected it. It says that the answer breaks its rules." in told
