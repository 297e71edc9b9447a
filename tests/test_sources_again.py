"""The standard suite of sources that look again: three asked about, with what became of them.

`tests/recordings/<source>/again/three.json` holds what is asked and the answers, one for each
question; the first of the three was edited, the second deleted, and of the third nothing is told,
or that it stands as it did. `three.expected.json` is what that means.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from listener.errors import SourceError
from listener.lookagain import Asked, CanLookAgain, ClientLooksAgain, LooksAgain
from listener.model import Mention, Payload
from listener.source import load_source, source_names
from listener.testing import Answer, Recorded, ReplayServer
from tests.test_sources import legible
from tests.test_sources_reddit import SECRETS, TOKEN

RECORDINGS = Path(__file__).parent / "recordings"
LOOKING = [name for name in source_names() if isinstance(load_source(name), CanLookAgain)]
PLAIN = [name for name in LOOKING if isinstance(load_source(name), LooksAgain)]


def three(name: str) -> tuple[list[Asked], list[dict[str, Any]]]:
    """What is asked, and the answers."""
    case = json.loads((RECORDINGS / name / "again" / "three.json").read_text("utf-8"))
    return msgspec.convert(case["asked"], list[Asked]), case["answers"]


def body_of(answer: dict[str, Any]) -> bytes:
    if "text" in answer:
        return str(answer["text"]).encode()
    return json.dumps(answer["json"]).encode()


def told(name: str, monkeypatch: pytest.MonkeyPatch) -> list[Mention]:
    """What the source tells of the three."""
    asked, answers = three(name)
    source: Any = load_source(name)
    if isinstance(source, ClientLooksAgain):
        return through_its_library(source, asked, answers, monkeypatch)
    found: list[Mention] = []
    size = source.per_request
    parts = [asked[at : at + size] for at in range(0, len(asked), size)]
    for part, answer in zip(parts, answers, strict=True):
        request = source.look_again(part)
        payload = Payload(
            body=body_of(answer),
            content_type="application/json",
            url=request.url,
            status=answer.get("status", 200),
        )
        found += source.looked_again(part, request, payload).mentions
    return found


def through_its_library(
    source: Any, asked: list[Asked], answers: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> list[Mention]:
    """The same through the unmodified library, over loopback."""
    (answer,) = answers
    info = Recorded(path="/api/info/", answer=Answer(body=body_of(answer)))
    with ReplayServer([TOKEN, info]) as server:
        monkeypatch.setenv(f"LISTENER_{source.about.name.upper()}_URL", server.url)
        return list(source.look_again_at(source.connect(dict(SECRETS)), asked).mentions)


def seen(mentions: list[Mention]) -> Any:
    return json.loads(msgspec.json.encode(legible(msgspec.to_builtins(mentions))))


@pytest.mark.parametrize("name", LOOKING)
def test_what_became_of_three(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Edited, deleted, and of the third nothing bad: as a person once read and agreed to."""
    golden = RECORDINGS / name / "again" / "three.expected.json"
    mentions = told(name, monkeypatch)
    if request.config.getoption("--write-golden"):
        golden.write_text(json.dumps(seen(mentions), indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert seen(mentions) == json.loads(golden.read_text("utf-8"))
    asked, _ = three(name)
    by_id = {each.id: each for each in mentions}
    assert by_id[asked[0].id].body
    assert not by_id[asked[0].id].deleted
    assert by_id[asked[1].id].deleted
    assert asked[2].id not in by_id or not by_id[asked[2].id].deleted


@pytest.mark.parametrize("name", PLAIN)
def test_a_page_that_is_no_answer_deletes_nothing(name: str) -> None:
    """A login page, an empty list, half an answer: whatever comes, nothing is called deleted
    unless the site says so of that very one.
    """
    asked, answers = three(name)
    source: Any = load_source(name)
    part = asked[: source.per_request]
    request = source.look_again(part)
    whole = body_of(answers[0])
    for body in (b"<html>Sign in</html>", b"", whole[: len(whole) // 2], b"[]", b'{"a": 1}'):
        for status in (200, 404):
            payload = Payload(body=body, url=request.url, status=status)
            try:
                page = source.looked_again(part, request, payload)
            except SourceError:
                continue
            assert not [each.id for each in page.mentions if each.deleted], (body, status)


@pytest.mark.parametrize("name", LOOKING)
def test_the_rules_of_a_source_that_looks_again(name: str) -> None:
    """Whole spans of time, and time to ask before what may be kept no longer is erased."""
    source: Any = load_source(name)
    assert source.look_again_after >= timedelta(hours=12)
    assert source.until_age is None or source.until_age > source.look_again_after
    assert source.keeps is None or source.look_again_after + timedelta(days=5) <= source.keeps
    assert source.per_request >= 1
    asked, _ = three(name)
    for each in asked:
        assert source.kind_of(each) is not None


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("mastodon", "https://kin.example.com/objects/0af1"),
        ("mastodon", "https://127.0.0.1/users/a/statuses/1"),
        ("mastodon", "https://localhost/users/a/statuses/1"),
        ("mastodon", "https://intern.example.com:8080/users/a/statuses/1"),
        ("lemmy", "https://kin.example.com/m/cafe/t/12"),
        ("lemmy", "http://192.168.1.1/post/1"),
    ],
)
def test_what_cannot_or_must_not_be_asked_for_is_left_alone(name: str, uri: str) -> None:
    """Other software has other addresses; and strangers write them, so no machine of the user's
    own net is asked.
    """
    source: Any = load_source(name)
    assert source.kind_of(Asked(id=uri)) is None
