"""listener reviews: what became of the stars, in words and for programs."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from listener.i18n import Translator
from listener.i18n.formats import span
from tests.cli.test_reading import unsafe
from tests.cli.world import AT, HOSTILE, NOW, Listener, fill, mention


@pytest.fixture
def told(folder: Path) -> Path:
    """Three reviews: one answered and then raised, one answered early, one that says otherwise."""
    before = NOW - timedelta(hours=90)
    first = mention("a", "cold coffee", stars=1, hours=100, sounds="negative")
    fill(folder, first, at=before).close()
    fill(
        folder,
        mention("a", "cold coffee", stars=4, hours=100, answered=95, sounds="neutral"),
        mention("b", "warm welcome", stars=5, hours=50, answered=60),
        mention("c", "a delight, a pleasure", stars=1, hours=10, sounds="positive"),
        at=NOW - timedelta(hours=23),
    ).close()
    return folder


def test_what_became_of_the_stars(run: Listener, told: Path) -> None:
    """Reviews, mean, answered, how soon, what is left out, and changes."""
    lines = [line.strip() for line in run("reviews", "--at", AT).stdout.splitlines()]
    assert lines[0] == "Café Lumbre · reviews from 24 Aug 2026 to 22 Nov 2026"
    assert lines[1] == "RSS"
    assert lines[2] == "3 reviews · average of 3.3 ★"
    assert lines[3] == "Answered: 2 of 3 (67%)."
    assert lines[4] == "First answer: half within 5 hours, nine in ten within 5 hours."
    assert lines[5].startswith("1 was answered before it was edited or seen")
    assert lines[6].startswith("Changed stars: 1 for the better, 0 for the worse.")


def test_in_spanish(run: Listener, told: Path) -> None:
    """The reader of Spanish reads Spanish."""
    output = run("reviews", "--lang", "es", "--at", AT).stdout
    assert "3 reseñas · media de 3,3 ★" in output
    assert "Contestadas: 2 de 3 (67\u00a0%)." in output
    assert "la mitad, en 5 horas o menos" in output


def test_the_title_names_the_last_day_that_is_in(run: Listener, told: Path) -> None:
    """Until the first of November is up to the last of October."""
    output = run("reviews", "--until", "2026-11-01", "--at", AT).stdout
    assert "to 31 Oct 2026" in output


def test_an_answer_within_seconds_reads_well(run: Listener, folder: Path) -> None:
    """Nobody answers in less than a minute or less."""
    fill(folder, mention("a", "cold coffee", stars=1, hours=10, answered=10)).close()
    output = run("reviews", "--lang", "es", "--at", AT).stdout
    assert "la mitad, en 1 minuto o menos" in output


def test_a_grace_period_asks_no_answer_of_what_is_recent(run: Listener, told: Path) -> None:
    """Of ten hours ago nothing is asked in a day; of a year ago no review is left."""
    assert "Answered: 2 of 2 (100%)." in run("reviews", "--grace", "24h", "--at", AT).stdout
    assert "no answer is asked" in run("reviews", "--grace", "52w", "--at", AT).stdout
    assert "will not do" in run("reviews", "--grace", "soon", code=2).stderr


def test_changes_tell_how_long_after_the_answer(run: Listener, told: Path) -> None:
    """1★ → 4★, so long after the answer, with words and link."""
    output = run("reviews", "--changes", "--at", AT).stdout
    assert "1★ → 4★, 3 days after the answer" in output
    assert "cold coffee" in output
    assert "https://example.com/a" in output
    assert "Answered" not in output
    spanish = run("reviews", "--changes", "--lang", "es", "--at", AT).stdout
    assert "1★ → 4★, 3 días después de la respuesta" in spanish


def test_mismatch_lists_words_that_contradict_the_stars(run: Listener, told: Path) -> None:
    """And nothing else."""
    output = run("reviews", "--mismatch", "--at", AT).stdout
    assert "★☆☆☆☆ but the words sound good" in output
    assert "https://example.com/c" in output
    assert "warm welcome" not in output


def test_nothing_is_said_in_words(run: Listener, folder: Path) -> None:
    """An empty list is a sentence, not silence."""
    fill(folder, mention("a", "lumbre")).close()
    output = run("reviews", "--at", AT).stdout
    assert "There are no reviews" in output
    output = run("reviews", "--changes", "--mismatch", "--at", AT).stdout
    assert "Nobody has changed their stars" in output
    assert "No review of these dates contradicts its stars" in output


def test_lists_say_when_there_is_more(run: Listener, folder: Path) -> None:
    """What is cut is told."""
    every = [mention(str(n), "a", stars=1, hours=50 + n, sounds="positive") for n in range(3)]
    fill(folder, *every, at=NOW - timedelta(hours=40)).close()
    again = [mention(str(n), "a", stars=2, hours=50 + n, sounds="positive") for n in range(3)]
    fill(folder, *again).close()
    assert "2 of 3" in run("reviews", "--changes", "--limit", "2", "--at", AT).stdout
    output = run("reviews", "--mismatch", "--limit", "2", "--at", AT).stdout
    assert output.count("sound good") == 2
    assert "may be more" in output


def test_for_programs(run: Listener, told: Path) -> None:
    """The figures as numbers, and both lists."""
    answer = json.loads(run("reviews", "--format", "json", "--at", AT).stdout)
    (brand,) = answer["brands"]
    total = brand["total"]
    assert brand["groups"] == [{"source": "feeds", "listing": None, **total}]
    assert (total["reviews"], total["answered"], total["already"]) == (3, 2, 1)
    assert (total["rate"], total["median_seconds"]) == (0.6667, 5 * 3600)
    assert [change["after_answer_seconds"] for change in brand["changes"]] == [72 * 3600]
    assert [each["id"] for each in brand["mismatches"]] == ["c"]


def test_by_listing_and_by_period(run: Listener, told: Path) -> None:
    """Reviews of the last day only; a source that has none has no figures."""
    output = run("reviews", "--since", "24h", "--by", "listing", "--at", AT).stdout
    assert "1 review ·" in output
    earlier = run("reviews", "--since", "7d", "--until", "2026-11-20", "--at", AT).stdout
    assert "1 review ·" in earlier
    assert "There are no reviews" in run("reviews", "--source", "steam", "--at", AT).stdout


def test_hostile_text_is_safe_in_reviews(run: Listener, folder: Path) -> None:
    """What strangers write moves no cursor."""
    fill(folder, mention("a", HOSTILE, stars=1, hours=50), at=NOW - timedelta(hours=40)).close()
    fill(folder, mention("a", HOSTILE, stars=5, sounds="negative", hours=50)).close()
    for extra in ((), ("--changes",), ("--mismatch",), ("--format", "json")):
        assert unsafe(run("reviews", *extra, "--at", AT).stdout) == []


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(seconds=59), "menos de un minuto"),
        (timedelta(seconds=60), "1 minuto"),
        (timedelta(minutes=89), "89 minutos"),
        (timedelta(minutes=90), "2 horas"),
        (timedelta(hours=47), "47 horas"),
        (timedelta(hours=48), "2 días"),
        (timedelta(days=800), "800 días"),
    ],
)
def test_so_much_time_in_one_unit(time: timedelta, words: str) -> None:
    """Nobody wants to read seconds."""
    assert span(time, Translator("es")) == words
