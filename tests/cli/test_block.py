"""Blocking and unblocking, as a person types it, and what crawl and digest say of it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.config import load
from listener.model import Author
from listener.store import Scored, Store
from tests.cli.world import AT, BRAND, NOW, Listener, fill, mention

ANA = Author(name="Ana Pérez", id="u1")


def said_by(author: Author, name: str, text: str = "lumbre, frío", **more: float) -> Scored:
    scored = mention(name, text, **more)
    return replace(scored, mention=replace(scored.mention, author=author))


@pytest.fixture
def store(folder: Path) -> Store:
    """Two mentions by Ana, one by Ben, on one site."""
    filled = fill(
        folder,
        said_by(ANA, "a1"),
        said_by(ANA, "a2", hours=2),
        said_by(Author(name="Ben", id="u2"), "b1", hours=3),
    )
    filled.close()
    return filled


def digest(run: Listener, *more: str) -> str:
    return run("digest", "--since", "24h", "--at", AT, "--exit-zero", *more).output


@pytest.mark.usefixtures("store")
def test_an_author_is_blocked_and_unblocked_in_numbers(run: Listener) -> None:
    """Whatever the capitals and accents; the digest tells what is hidden, and then does not."""
    told = run("block", "author", "@ana perez", "--at", AT).output
    assert told.startswith('Café Lumbre no longer hears the author "@ana perez" (in all sources).')
    assert "2 mentions no longer count" in told
    assert "2 hidden by blocks" in digest(run)
    assert "had already blocked" in run("block", "author", "Ana Pérez", "--at", AT).output
    told = run("unblock", "author", "ANA PÉREZ", "--at", AT).output
    assert "hears" in told
    assert "2 mentions count again" in told
    assert "hidden" not in digest(run)
    assert "had already unblocked" in run("unblock", "author", "ana perez").output


@pytest.mark.usefixtures("store")
def test_the_number_of_a_mention_names_its_author_in_its_source(run: Listener) -> None:
    """By id, so that nobody of the same name is meant; it is found again though it is hidden."""
    assert "2 mentions no longer count" in run("block", "author", "--of", "1").output
    [block] = json.loads(run("blocks", "--format", "json").output)["blocks"]
    assert (block["value"], block["name"], block["source"]) == ("u1", "Ana Pérez", "feeds")
    assert block["hides"] == 2
    assert "2 mentions count again" in run("unblock", "author", "--of", "2").output


@pytest.mark.usefixtures("store")
def test_who_was_blocked_by_number_can_be_unblocked_by_name(run: Listener) -> None:
    """A list shows the name; that is what a person types."""
    run("block", "author", "--of", "1")
    assert "2 mentions count again" in run("unblock", "author", "Ana Pérez").output


@pytest.mark.usefixtures("store")
def test_a_site_is_blocked_for_what_stands_on_it(run: Listener) -> None:
    """By an address, a domain or the number of a mention; a lifted block is listed with --all."""
    told = run("block", "site", "https://www.example.com/x").output
    assert "the site example.com." in told
    assert "3 mentions no longer count" in told
    assert "hides 3 mentions" in run("blocks").output
    run("unblock", "site", "--of", "3")
    assert run("blocks").output == "Nothing is blocked.\n"
    assert "removed on" in run("blocks", "--all").output
    assert "Nothing of theirs was left" in run("block", "site", "elsewhere.example").output


@pytest.mark.usefixtures("store")
def test_it_is_listed_who_blocked_since_when(
    run: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In both languages, on one line, whatever the author is called."""
    monkeypatch.setenv("LOGNAME", "marta")
    run("block", "author", "Ana\x1b[31m\u202e", "--source", "feeds", "--at", AT)
    monkeypatch.setenv("COLUMNS", "120")
    told = run("--lang", "es", "blocks").output
    assert told == (
        "Café Lumbre\n  autor  Ana  en RSS  oculta 0 menciones"
        "  desde el 22 nov 2026, 13:00, por marta\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["author"], "say whom"),
        (["author", "Ana", "--of", "1"], "give a name or --of"),
        (["site", "example.com", "--source", "feeds"], "--source is for authors"),
        (["author", "--of", "99"], "no mention with the number 99"),
        (["author", " \x00 "], "is not the name of an author"),
        (["site", "nothing"], "is not a site"),
        (["author", "Ana", "--brand", "lumbe"], "lumbre"),
    ],
)
@pytest.mark.usefixtures("store")
def test_what_cannot_be_blocked_is_said(run: Listener, words: list[str], said: str) -> None:
    """And nothing is written."""
    assert said in run("block", *words, code=2).output
    assert run("blocks", "--all").output == "Nothing is blocked.\n"


@pytest.mark.usefixtures("store")
def test_what_is_not_blocked_cannot_be_unblocked(run: Listener) -> None:
    """The nearest block is named."""
    run("block", "author", "Ana Pérez")
    told = run("unblock", "author", "Ana Peres", code=2).output
    assert "has no such block" in told
    assert "Ana Pérez" in told


def test_a_mention_without_author_or_site_cannot_be_blocked(run: Listener, folder: Path) -> None:
    """It does not tell, and that is said."""
    scored = mention("a", "frío")
    fill(folder, replace(scored, mention=replace(scored.mention, author=None, url=""))).close()
    assert "does not tell who wrote it" in run("block", "author", "--of", "1", code=2).output
    assert "which site" in run("block", "site", "--of", "1", code=2).output


@pytest.mark.usefixtures("store")
def test_with_several_brands_it_must_be_said_for_which(run: Listener, folder: Path) -> None:
    """A block is a brand's own."""
    (folder / "brands" / "solo.toml").write_text('name = "Solo"\n[[queries]]\nany = ["x"]\n')
    assert "--brand: lumbre, solo" in run("block", "author", "Ana", code=2).output
    assert (
        "Nothing of theirs was left"
        in run("block", "author", "Ana Pérez", "--brand", "solo").output
    )


@pytest.mark.usefixtures("store")
def test_a_silence_that_was_asked_for_is_no_good_news(run: Listener) -> None:
    """With everything hidden the digest is not silent, in any form."""
    run("block", "site", "example.com")
    for form in ("text", "markdown", "html"):
        assert "3 hidden by blocks" in digest(run, "--format", form)
    told = json.loads(digest(run, "--format", "json"))["brands"][0]
    assert (told["hidden"], told["silent"], told["totals"]["items"]) == (3, False, 0)


def changed(folder: Path, text: str) -> None:
    path = folder / "brands" / "lumbre.toml"
    path.write_text(BRAND.replace('any = ["lumbre"]', f'any = ["{text}"]'), encoding="utf-8")


def matched(folder: Path) -> None:
    """As if a search had found what is stored, with the query of before."""
    with Store(load(str(folder)).database) as store:
        store._connection.execute("UPDATE brand_links SET queries = 'main'")
        store.note_applied("lumbre", "before", NOW - timedelta(days=1))


@pytest.mark.usefixtures("store", "silent_sources")
def test_a_crawl_says_what_changed_queries_have_hidden(run: Listener, folder: Path) -> None:
    """Once, and back again when the query is put back."""
    matched(folder)
    changed(folder, "fogata")
    told = run("crawl", "--at", AT, "--no-alert").stdout
    assert (
        "Café Lumbre: what is stored was checked with its queries as they are now; 3 mentions"
        in told
    )
    assert "checked with" not in run("crawl", "--at", AT, "--no-alert").stdout
    changed(folder, "lumbre")
    told = run("crawl", "--at", AT, "--no-alert", "--log-format", "json").stderr
    [applied] = [each for each in map(json.loads, told.splitlines()) if each["event"] == "applied"]
    assert (applied["hidden"], applied["back"], applied["found"]) == (0, 3, 0)


@pytest.mark.usefixtures("store")
def test_the_queries_of_now_are_applied_when_asked(run: Listener, folder: Path) -> None:
    """Whether they have changed or not, in words and as JSON."""
    matched(folder)
    changed(folder, "fogata")
    assert "3 mentions hidden" in run("query", "apply", "--brand", "lumbre", "--at", AT).output
    assert "nothing changes" in run("query", "apply", "--at", AT).output
    changed(folder, "lumbre")
    told = json.loads(run("query", "apply", "--at", AT, "--format", "json").output)
    assert told["applied"] == [{"brand": "lumbre", "hidden": 0, "back": 3, "found": 0}]


@pytest.fixture
def silent_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """No site is asked: this is about what is stored."""
    monkeypatch.setattr("listener.crawl.run.crawl", lambda *_, **__: None)
