"""listener explain: an incident from the store alone, and computed anew."""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.cli.explained import again
from listener.config import Detection
from listener.detection.cases import Case, Look
from listener.detection.cases import look as look_at
from listener.detection.layout import ENGINE
from listener.evaluated import significant
from listener.i18n import Translator
from listener.spikes import BIN, Bin, Evaluation, Incident, Series
from tests.cli.world import AT, HOSTILE, NOW, Listener, fill, mention, spike
from tests.detection.evaluations import look

EN = Translator("en")


@pytest.fixture(scope="module")
def looked() -> Look:
    """A real look at ten days, of which the last three hours are bad."""
    start, bad = NOW - timedelta(days=10), NOW - timedelta(hours=3)
    bins = tuple(
        Bin(
            start=(at := start + place * BIN),
            items=1 + place % 2,
            negatives=1 + place % 2 if at >= bad else int(place % 7 == 0),
            coverage="ok",
        )
        for place in range(10 * 96)
    )
    series = Series(brand="lumbre", source="feeds", bins=bins, collected_since=start)
    case = Case(series=series, zone=UTC, settings=Detection(), budget=1.0)
    (found,) = look_at([case], NOW)
    return found


def seen(**changes: object) -> Evaluation:
    """An evaluation of the last hours."""
    times = {"onset_at": NOW - timedelta(hours=4), "until": NOW - timedelta(hours=1)}
    return look(**{"brand": "lumbre", "source": "feeds", **times, **changes})


def explained(incident: Incident, folder: Path, basis: bytes | None = None) -> None:
    """An incident in the store with what its evaluation was computed from."""
    with fill(folder, mention("a", "lumbre pésimo")) as store:
        assert store.save_incident(None, incident, "opened", NOW, basis=basis)


def of(told: Evaluation) -> Incident:
    """An open incident with this evaluation."""
    return replace(spike(), look=told, first=told, peak=told, kind=told.kind, engine=told.engine)


def with_look(**changes: object) -> Incident:
    """An open incident that has evaluations."""
    return of(seen(**changes))


def test_all_figures_come_from_the_store(run: Listener, folder: Path) -> None:
    """Observed, expected, band, shares, kind, method, basis, rates, cut-off and engine."""
    explained(with_look(), folder)
    flat = " ".join(run("explain", "1", "--at", AT).stdout.split())
    for words in (
        "Incident 1, OPEN · Café Lumbre · RSS",
        "Since 09:00, 42 of 58 mentions on RSS are negative",
        "window 22 Nov 2026, 09:00 – 22 Nov 2026, 12:00",
        "negative 42 of 58; of so many, 26 are usual, between 17 and 34 nine times in ten",
        "in all 58; expected 79, between 55 and 104",
        "share 72%; usual 44%, normal range 31–57%",
        "what it is worse share",
        "seen by the share of negatives",
        "the usual rests on 200 days (28.6 weeks)",
        "a threshold just here would raise 0.2 a month; 0.33 allowed: an alarm",
        "chance e-value 1,000",
        "data up to 22 Nov 2026, 12:00",
        "engine test-1",
        "WHAT HAPPENED 22 Nov 2026, 13:00 opened, and told",
    ):
        assert words in flat, words


def test_what_drives_it_is_told(run: Listener, folder: Path) -> None:
    """How many texts by how many people, from what is stored."""
    said = [mention(f"m{n}", f"lumbre: nadie cobra {n}", hours=2 + n / 9) for n in range(5)]
    with fill(folder, *said) as store:
        assert store.save_incident(None, with_look(), "opened", NOW)
    (told,) = json.loads(run("explain", "1", "--format", "json").stdout)["explained"]
    assert told["drivers"]["negatives"] == 5
    assert told["drivers"]["sentence"] in " ".join(run("explain", "1").stdout.split())
    assert told["drivers"]["sentence"]


def test_the_figures_come_out_the_same(run: Listener, folder: Path, looked: Look) -> None:
    """What was kept, computed anew, gives what was stored: each figure, to the bit."""
    explained(of(looked.evaluations[-1]), folder, looked.basis)
    said = " ".join(run("explain", "1").stdout.split())
    assert "✓ What was kept on 22 Nov 2026, 13:00 gives the same figures." in said
    (told,) = json.loads(run("explain", "1", "--format", "json").stdout)["explained"]
    assert told["anew"] == [{"until": "2026-11-22T12:00:00Z", "differences": []}]


def test_what_comes_out_otherwise_is_named(run: Listener, folder: Path, looked: Look) -> None:
    """The figure, as stored and as computed; the exit code says so too."""
    stored = replace(looked.evaluations[-1], items_low=9.0)
    explained(of(stored), folder, looked.basis)
    said = run("explain", "1", code=6).stdout
    assert "does not give the same figures:" in said
    assert "items_low  9.0 → " in said
    (told,) = json.loads(run("explain", "1", "--format", "json", code=6).stdout)["explained"]
    (difference,) = told["anew"][0]["differences"]
    assert difference["figure"] == "items_low"


def test_what_another_engine_kept_is_not_taken_for_ours(run: Listener, folder: Path) -> None:
    """It is said which engine it was, and which this is."""
    explained(with_look(), folder, b"something else")
    said = " ".join(run("explain", "1").stdout.split())
    assert f"found by the engine test-1; this listener has {ENGINE}" in said


def test_an_incident_of_counts_1_says_that_it_cannot_be_computed(
    run: Listener, folder: Path
) -> None:
    """Older incidents kept nothing to compute from, and are told as they were."""
    explained(spike(), folder)
    said = " ".join(run("explain", "1").stdout.split())
    assert "41 negative mentions on RSS in 3 h" in said
    assert "found by the engine counts-1, which did not keep what it went by" in said


def test_without_a_number_the_open_ones_are_explained(run: Listener, folder: Path) -> None:
    """Else the latest; and a number that is none is told with those that are."""
    fill(folder).close()
    assert "There was no incident so far." in run("explain").stdout
    explained(with_look(), folder)
    assert "Incident 1, OPEN" in run("explain", "--brand", "lumbre").stdout
    assert "there is no incident 7; there is only 1" in run("explain", "7", code=2).stderr


def test_how_it_went_is_told_by_its_latest_evaluations(run: Listener, folder: Path) -> None:
    """When, how many, the share, how rare, and whether that alarmed or was seen in part."""
    explained(with_look(), folder)
    later = seen(until=NOW, observed=3, monthly=25.0, alarming=False, usual=True, complete=False)
    with fill(folder) as store:
        store.keep_look("lumbre", "feeds", (), [seen(), later], 1, None, NOW)
    flat = " ".join(run("explain", "1").stdout.split())
    assert "THE LATEST 2 EVALUATIONS OF 2" in flat
    assert "22 Nov 2026, 12:00 42/58 72% 0.2 alarm: worse share" in flat
    assert "22 Nov 2026, 13:00 3/58 5% 25 as usual (seen in part)" in flat


def test_in_spanish_and_safe(run: Listener, folder: Path) -> None:
    """The same in Spanish; what strangers and people wrote moves no cursor."""
    hostile = replace(with_look(source=HOSTILE), expected_because=HOSTILE, source=HOSTILE)
    explained(hostile, folder)
    said = run("--lang", "es", "explain", "1").stdout
    assert "Incidente 1, ABIERTO" in said
    assert "Lo halló el motor test-1" in said
    assert [c for c in said if (ord(c) < 32 and c != "\n") or c in "\x7f\x9b\u202e"] == []


def test_a_source_that_could_not_be_seen_is_named(run: Listener, folder: Path) -> None:
    """What fails at present is among what is not known."""
    with fill(folder, error="down") as store:
        assert store.save_incident(None, with_look(), "opened", NOW)
    assert "What is said on RSS: we cannot see that source" in run("explain", "1").stdout


def test_only_what_the_basis_keeps_is_compared() -> None:
    """Authors are counted in mentions; the last digit may be another machine's."""
    before = seen(authors=7)
    assert again(seen(authors=None, chance=0.001 * (1 + 1e-13)), [before]).differences == ()
    (missing,) = again(seen(), []).differences
    assert missing.figure == "until"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (0.0021, "0.0021"),
        (0.00007, "0.00007"),
        (1, "1"),
        (2.46, "2.5"),
        (9.96, "10"),
        (1900, "1,900"),
        (2.987e6, "2,990,000"),
        (3e-12, "less than 0.000001"),
        (float("inf"), "more than 1,000,000,000"),
    ],
)
def test_figures_of_any_size(value: float, words: str) -> None:
    """Two figures tell how rare something is, in digits that anybody reads."""
    assert significant(value, EN) == words


def test_of_a_count_the_usual_count_is_told(run: Listener, folder: Path) -> None:
    """Of a share, how many are usual of so many; of a count, how many are usual in all."""
    explained(with_look(method="count"), folder)
    flat = " ".join(run("explain", "1", "--at", AT).stdout.split())
    assert "negative 42 of 58; expected 26, between 17 and 34 nine times in ten" in flat


@pytest.mark.usefixtures("folder")
def test_a_number_that_is_none_is_told_in_plain_words(run: Listener) -> None:
    """Not as the name of a type."""
    assert "'abc' is not a valid number." in run("explain", "abc", code=2).stderr


def test_a_number_is_none_where_there_was_no_incident(run: Listener, folder: Path) -> None:
    """That is said, and not that there are 1 to 0."""
    fill(folder, mention("a", "lumbre")).close()
    told = "there is no incident 1: there was none so far"
    assert told in run("explain", "1", code=2).stderr
    assert told in run("incidents", "ack", "1", code=2).stderr
