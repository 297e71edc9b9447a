"""From queries to watches: what each source is asked, and what is told of what cannot be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from listener.config import load
from listener.errors import ConfigError
from listener.model import Watch
from listener.watching import watches_of


def watches(folder: Path, text: str) -> list[Watch]:
    """The watches of a brand's file."""
    (folder / "brands").mkdir(exist_ok=True)
    (folder / "brands" / "acme.toml").write_text(f'name = "Acme"\n{text}', encoding="utf-8")
    return watches_of(load(str(folder)))


def test_plain_lists_keep_the_names_of_their_watches(tmp_path: Path) -> None:
    """Their bookmarks are kept by that name."""
    text = '[[queries]]\nany = ["acme", "acme*"]\nwithout = ["jobs"]\nsources = ["hackernews"]\n'
    keys = [watch.key for watch in watches(tmp_path, text)]
    assert keys == ['acme/hackernews/"acme"', 'acme/hackernews/"acme*"']


def test_an_expression_is_asked_by_its_cover(tmp_path: Path) -> None:
    """Of an expression, what every match has."""
    text = "[[queries]]\nquery = 'acme (cobro OR banco)'\nsources = [\"hackernews\"]\n"
    assert [watch.terms for watch in watches(tmp_path, text)] == [("acme",)]


def test_inflection_asks_for_every_form(tmp_path: Path) -> None:
    """The site knows no Spanish."""
    text = '[[queries]]\nany = ["cuenta"]\ninflect = true\nsources = ["hackernews"]\n'
    assert [watch.terms for watch in watches(tmp_path, text)] == [("cuenta",), ("cuentas",)]


def test_a_source_with_a_dialect_is_asked_whole_questions(tmp_path: Path) -> None:
    """And two questions are two watches, though their phrases be the same."""
    text = (
        "[[queries]]\nname = 'a'\nquery = 'acme lang:es'\nsources = ['x']\n"
        "[[queries]]\nname = 'b'\nquery = 'acme lang:en'\nsources = ['x']\n"
    )
    found = watches(tmp_path, text)
    assert [watch.ask for watch in found] == [
        '"acme" (lang:es OR lang:und)',
        '"acme" (lang:en OR lang:und)',
    ]
    assert len({watch.key for watch in found}) == 2
    assert found[0].title == 'X: "acme" (lang:es OR lang:und)'


def test_a_changed_query_is_read_anew(tmp_path: Path) -> None:
    """What other words passed over may match the new ones."""
    text = "[[queries]]\nquery = 'acme {}'\nsources = [\"hackernews\"]\n"
    (one,), (other,) = (watches(tmp_path, text.format(word)) for word in ("a", "b"))
    assert one.key == other.key
    assert one.asked != other.asked


TWO = """
[[queries]]
name = "a"
any = ["luna"]
[[queries]]
name = "b"
any = ["{}"]
exclude = ["{}"]
"""


def test_a_changed_query_is_read_anew_and_no_other(tmp_path: Path) -> None:
    """X would be paid a second time for what nothing has changed about."""
    before = watches(tmp_path, TWO.format("marte", "sol"))
    after = watches(tmp_path, TWO.format("marte", "venus"))
    changed = [one.asked != other.asked for one, other in zip(before, after, strict=True)]
    assert changed == [False, True]


def test_what_two_queries_ask_alike_is_read_anew_when_either_changes(tmp_path: Path) -> None:
    """They are one watch, and what one of them passed over may match the other now."""
    (before,) = watches(tmp_path, TWO.format("luna", "sol"))
    (after,) = watches(tmp_path, TWO.format("luna", "venus"))
    assert before.asked != after.asked


@pytest.mark.parametrize("extra", ["inflect = true", "without = ['jobs']"])
def test_a_query_is_read_anew_when_our_own_lists_change(
    tmp_path: Path, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file says the same, and means something else."""
    from listener import watching
    from listener.matching import reading

    text = f"[[queries]]\nany = ['lento']\n{extra}\n" + LISTING
    before = watches(tmp_path, text)
    monkeypatch.setattr(reading, "phrases", lambda phrase: (phrase, "lenta"))
    monkeypatch.setattr(reading, "phrases_of", lambda _: ("se busca",))
    reading.snippet.cache_clear()
    watching._meant.cache_clear()
    after = {watch.key: watch.asked for watch in watches(tmp_path, text)}
    monkeypatch.undo()
    reading.snippet.cache_clear()
    watching._meant.cache_clear()
    assert all(after[watch.key] != watch.asked for watch in before if watch.key in after)
    assert before[0].key in after


LISTING = '[[listings]]\nsource = "feeds"\nid = "https://example.com/rss"\n'


def test_what_no_source_can_be_asked_names_the_sources(tmp_path: Path) -> None:
    """A person hears now what would never be found."""
    text = "[[queries]]\nquery = 'lang:es rating:<3'\nsources = ['hackernews']\n"
    with pytest.raises(ConfigError, match=r"queries\[0\]\.query: there is no word .* Hacker News"):
        watches(tmp_path, text + LISTING)
    with pytest.raises(ConfigError, match="there is no word"):
        watches(tmp_path, "[[queries]]\nquery = 'rating:<3'\n")


def test_what_no_source_can_be_asked_is_matched_on_listings(tmp_path: Path) -> None:
    """There it needs nobody's search."""
    found = watches(tmp_path, "[[queries]]\nquery = 'rating:<3'\n" + LISTING)
    assert [watch.source for watch in found] == ["feeds"]


WRONG = [
    ("query = 'acme AND'", "brands/acme.toml: queries[0].query: AND and OR stand between"),
    ('any = ["a"]\nwithout = ["job"]', "queries[0].without: there is no exclusion"),
    ('query = "autor:x a"', 'queries[0].query: there is no filter "autor:"'),
    ('quary = "a"', 'queries[0].quary: no such setting (did you mean "query"?)'),
    ('query = " "', "queries[0]: the query is empty"),
    ('query = "NOT a"', "queries[0].query: the query only says what you do not want"),
    ('any = ["a", "*"]', "queries[0].any[1]: there is no word to look for in"),
    ('query = "a source:redit"', 'no such source "redit"; see them with: listener sources'),
    ('query = "a hashtag:#"', 'queries[0].query: "hashtag:" lacks its value'),
    ('any = ["a"]\ninflect = "yes"', "queries[0].inflect: needs true or false"),
]


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_a_wrong_query_is_told_with_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    """Before anything is asked."""
    with pytest.raises(ConfigError) as caught:
        watches(tmp_path, f"[[queries]]\n{text}\n")
    assert told in str(caught.value)
