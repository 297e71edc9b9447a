"""One answer to one review: not two by a slip, by a crash, or by two people at once."""

from __future__ import annotations

import json
import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from listener.config import load
from listener.errors import (
    AccessDenied,
    Interrupted,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.model import Payload, Reply
from listener.records import Answer
from listener.store import Store
from tests.answering.conftest import crawled, review, took
from tests.cli.world import NOW

GIVEN = ("reply", "1", "--text", "Lo sentimos.", "--as", "Marta", "--yes")
LATER = NOW + timedelta(hours=1)


def states(run) -> list[str]:
    """The states of all rows, as `--list` orders them."""
    rows = json.loads(run("reply", "--list", "--format", "json").stdout)["answers"]
    return [row["state"] for row in rows]


def test_an_answered_review_is_not_answered_again(run, folder, engine):
    """Neither with what we have sent ourselves, nor with what was answered elsewhere."""
    answered = review("b", replies=(Reply(text="Ya lo vimos."),))
    crawled(folder, review("a"), answered)
    engine.answers = [took()]
    run(*GIVEN)
    for key in ("1", "2"):
        said = run("reply", key, "--text", "x", "--yes", code=2).stderr
        assert f"review {key} has been answered" in said
        assert "repeat with --replace" in said
    assert len(engine.asked) == 1


def test_an_answer_that_the_site_has_deleted_does_not_count(run, folder, engine):
    """What is gone or was rejected leaves room for another."""
    crawled(folder, review("a", replies=(Reply(text="Old"),)))
    crawled(folder, review("a"), at=LATER)
    crawled(folder, review("b", replies=(Reply(text="Bad", state="rejected"),)))
    engine.answers = [took(), took()]
    run(*GIVEN)
    run("reply", "2", "--text", "x", "--yes")


def test_replacing_says_what_is_replaced(run, folder, engine):
    """The older row stays on record as replaced."""
    crawled(folder, review("a"))
    engine.answers = [took(), took()]
    run(*GIVEN)
    said = run("reply", "1", "--text", "Arreglado.", "--replace", "--yes").stdout
    assert "replaces what you answered before: “Lo sentimos.”" in said
    assert states(run) == ["published", "replaced"]


def test_a_replacement_that_did_not_go_out_leaves_the_old_answer_standing(run, folder, engine):
    """What the site still shows is still on record as published."""
    crawled(folder, review("a"))
    engine.answers = [took(), AccessDenied("the key was withdrawn")]
    run(*GIVEN)
    run("reply", "1", "--text", "Arreglado.", "--replace", "--yes", code=3)
    assert states(run) == ["failed", "published"]
    assert "has been answered" in run(*GIVEN, code=2).stderr


def test_the_row_is_there_before_anything_goes_out(run, folder, engine, monkeypatch):
    """Whatever dies after the request left, the row says that we do not know."""
    crawled(folder, review("a"))
    seen: list[str] = []

    class Dies(Exception):
        pass

    def dies(runs, settings, *, now):
        (sending,) = runs
        assert sending.begin()
        with sqlite3.connect(load(str(folder)).database) as other:
            seen.extend(state for (state,) in other.execute("SELECT state FROM answers"))
        other.close()
        raise Dies

    with monkeypatch.context() as patch:
        patch.setattr("listener.crawl.run.crawl", dies)
        with pytest.raises(Dies):
            run(*GIVEN)
    assert seen == ["sending"]
    said = run(*GIVEN, code=2).stderr
    assert "nobody knows whether it arrived" in said
    assert "listener crawl" in said
    assert "--again" in said
    assert engine.asked == []


def test_after_a_look_it_may_be_sent_again(run, folder, engine):
    """--again says that it may be the second one."""
    crawled(folder, review("a"))
    engine.answers = [SourceUnavailable("timed out"), took()]
    said = run(*GIVEN, code=3).stdout
    assert "Nobody knows whether it was published: Owner Shop did not answer" in said
    said = run(*GIVEN, "--again").stdout
    assert "this may be the second" in " ".join(said.split())
    assert states(run) == ["published", "replaced"]


@pytest.mark.parametrize(
    ("mishap", "state"),
    [
        (AccessDenied("no"), "failed"),
        (Throttled("slower"), "failed"),
        (SourceUnavailable("no such host", reached=False), "failed"),
        (SourceUnavailable("timed out"), "sending"),
        (Interrupted(), "sending"),
        (UnexpectedAnswer("odd"), "sending"),
        (Payload(body=b"<html>", status=200), "sending"),
        (Payload(body=b"<html>", status=400), "failed"),
    ],
    ids=["denied", "throttled", "unreached", "silent", "stopped", "odd", "unreadable", "refused"],
)
def test_failed_is_only_what_cannot_have_been_published(run, folder, engine, mishap, state):
    """A refusal is certain; a silence, or an answer nobody can read, is not."""
    crawled(folder, review("a"))
    engine.answers = [mishap, took()]
    run(*GIVEN, code=3)
    assert states(run) == [state]
    if state == "failed":
        run(*GIVEN)
        assert states(run) == ["published", "failed"]
    else:
        run(*GIVEN, code=2)


def test_what_goes_wrong_at_the_sign_in_has_sent_nothing(run, folder, engine):
    """Whoever could not sign in has published nothing, however it failed."""
    crawled(folder, review("a"))
    engine.signs_in = False
    engine.answers = [SourceUnavailable("timed out")]
    run(*GIVEN, code=3)
    assert states(run) == ["failed"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"error": {"code": 400, "message": "Reply\\u001b[31m is too long"}}',
        b'{"errors": [{"status": "400", "detail": "Reply is too long"}]}',
    ],
    ids=["google", "apple"],
)
def test_what_a_site_says_against_an_answer_is_told(run, folder, engine, body):
    """The sentence in its JSON, in one safe line."""
    crawled(folder, review("a"))
    engine.refusal(body, 400)
    said = run(*GIVEN, code=3).stdout
    assert "It was not published: Owner Shop does not take it (error 400). Reply is too" in said


def test_no_key_in_what_is_kept_of_a_failure(run, folder, engine, monkeypatch):
    """Errors are told without the secrets that they may repeat."""
    monkeypatch.setenv("LISTENER_OWNERSHOP_KEY", "a-very-secret-key")
    crawled(folder, review("a"))
    engine.answers = [AccessDenied("a-very-secret-key was refused")]
    assert "a-very-secret-key" not in run(*GIVEN, code=3).stdout
    assert "*** was refused" in run("reply", "--list").stdout


def test_who_comes_second_sends_nothing(run, folder, engine):
    """Somebody else answered while this one read the preview."""
    crawled(folder, review("a"))

    def another() -> None:
        with Store(load(str(folder)).database) as store:
            assert store.begin_answer(an_answer(), store.standing(1)) is not None

    engine.before = another
    assert "in the meantime" in run(*GIVEN, code=2).stderr
    assert engine.asked == []
    assert states(run) == ["sending"]


def test_of_many_at_once_exactly_one_sends(folder: Path):
    """All have seen the review unanswered; one row is written."""
    crawled(folder, review("a"))
    path = load(str(folder)).database
    with Store(path) as store:
        before = store.standing(1)
    barrier, begun = threading.Barrier(8), []

    def answer() -> None:
        with Store(path) as store:
            barrier.wait()
            begun.append(store.begin_answer(an_answer(), before))

    threads = [threading.Thread(target=answer) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(each is not None for each in begun) == 1
    with Store(path) as store:
        assert len(store.answers()) == 1


def an_answer() -> Answer:
    """A synthetic answer to the first review."""
    return Answer(
        mention_key=1,
        brand="lumbre",
        source="ownershop",
        text="Lo sentimos.",
        written_by="Marta",
        created_at=NOW,
    )
