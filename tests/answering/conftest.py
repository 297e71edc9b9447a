"""A brand that may answer, its reviews in a made-up shop, and an engine that asks nobody."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import listener.spiders
import pytest
from click.testing import CliRunner, Result

from listener.cli.group import listener as command_line
from listener.config import load
from listener.errors import SourceError, UnexpectedAnswer
from listener.model import Author, Mention, Payload, Rating, Reply, Request, Sentiment
from listener.store import Batch, Scored
from listener.walk import Walk
from listener.watching import watches_of
from tests.blank import new_store
from tests.cli.world import AT, NOW

SOURCES = str(Path(__file__).parent / "sources")
BRAND = """
name = "Café Lumbre"
languages = ["es", "en"]
time_zone = "Europe/Madrid"
[answers]
allowed = true
[answers.templates.gracias]
es = "Hola, {author}: gracias. Un saludo, {signed}, de {brand}."
en = "Hello {author}, thank you. {signed}, {brand}."
[answers.templates.corta]
es = "Gracias por las {stars} estrellas."
[[listings]]
source = "ownershop"
id = "shop"
"""


@pytest.fixture(autouse=True)
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The made-up shop is a source like any other; people are at a terminal."""
    monkeypatch.setattr(listener.spiders, "__path__", [*listener.spiders.__path__, SOURCES])
    monkeypatch.setenv("LISTENER_LANG", "en")
    for name in ("LISTENER_CONFIG", "LISTENER_DATABASE", "LISTENER_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("listener.cli.reply.at_a_terminal", lambda: True)
    yield
    sys.modules.pop("listener.spiders.ownershop", None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A configuration folder with one brand that may answer."""
    made = tmp_path / "config"
    (made / "brands").mkdir(parents=True)
    (made / "listener.toml").write_text('language = "en"\n', encoding="utf-8")
    (made / "brands" / "lumbre.toml").write_text(BRAND, encoding="utf-8")
    return made


def review(
    name: str,
    text: str = "El café estaba frío",
    *,
    stars: float | None = 1,
    author: str | None = "Ana",
    language: str | None = None,
    identified: str = "es",
    replies: tuple[Reply, ...] = (),
    deleted: bool = False,
    url: str = "",
) -> Scored:
    """A review of an hour ago, negative."""
    return Scored(
        mention=Mention(
            id=name,
            kind="review" if stars is not None else "post",
            text=text,
            url=url or f"https://shop.example.com/{name}",
            author=Author(name=author) if author else None,
            published_at=NOW - timedelta(hours=1),
            rating=None if stars is None else Rating(stars),
            subject="shop",
            language=language,
            replies=replies,
            deleted=deleted,
        ),
        sentiment=Sentiment(label="negative", polarity=-0.5, language=identified, model="t-1"),
    )


def crawled(folder: Path, *found: Scored, at: datetime = NOW) -> None:
    """A crawl has read these reviews."""
    config = load(str(folder))
    with new_store(config.database) as store:
        (watch,) = watches_of(config)
        store.register([watch])
        lease = store.lease(watch, "test", at, 60)
        assert lease is not None
        walk = Walk(since=None, started_at=at, overlap=timedelta(days=1), budget=5)
        store.save(
            Batch(
                walk=lease,
                now=at,
                fresh=found,
                pages=1,
                items=len(found),
                end=walk.end("reached_bookmark"),
            )
        )


@dataclass
class Engine:
    """Stands in for the engine: hands over what the shop would answer, and notes what was asked."""

    answers: list[Payload | SourceError] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)
    signs_in: bool = True
    before: Callable[[], None] = lambda: None
    refused: Payload | None = None

    def refusal(self, body: bytes, status: int) -> None:
        """The shop's answer is one that no source reads: the engine makes an error of it."""
        self.answers = [UnexpectedAnswer("strange status")]
        self.refused = Payload(body=body, status=status)

    def crawl(self, runs, settings, *, now) -> None:
        (run,) = runs
        self.before()
        if not run.begin():
            return
        request = run.first()
        assert run.source.sign_in(run.secrets, now()) is not None
        if self.signs_in:
            run.source.signed_in(Payload(body=b'{"token": "t"}'), {}, now())
            self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, SourceError):
            run.fail(answer, self.refused)
        else:
            run.take(request, answer, validators={}, moved_to=None)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine that publishes whatever is sent, unless told otherwise."""
    made = Engine()
    monkeypatch.setattr("listener.crawl.run.crawl", made.crawl)
    return made


def took(text: str = "x", state: str = "published", status: int = 200) -> Payload:
    """What the shop says when it has taken an answer."""
    body = f'{{"answer": "{text}", "state": "{state}"}}'.encode()
    return Payload(body=body, status=status)


@pytest.fixture
def run(folder: Path) -> Callable[..., Result]:
    """Runs a command on that configuration, at that hour."""

    def command(*arguments: str, code: int = 0, **settings: object) -> Result:
        result = CliRunner().invoke(
            command_line,
            ["--config", str(folder), arguments[0], "--at", AT, *arguments[1:]],
            prog_name="listener",
            **settings,
        )
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return command
