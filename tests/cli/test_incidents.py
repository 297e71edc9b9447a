"""What people say of incidents and of days, as they type it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from listener.config import load
from listener.i18n import Translator
from listener.marking import days_of, midnight
from listener.spikes import EventKind, Incident, Mark
from listener.store import Store
from tests.cli.world import AT, NOW, Listener, fill, mention, spike
from tests.detection.evaluations import look

HOUR = timedelta(hours=1)


@pytest.fixture
def known(folder: Path) -> Path:
    """One incident that is open, and one that is over."""
    with fill(folder, mention("a", "lumbre")) as store:
        store.save_incident(None, spike(), "opened", NOW)
        over = replace(
            spike(),
            source="hackernews",
            state="recovered",
            onset_at=NOW - 30 * HOUR,
            recovered_at=NOW - 20 * HOUR,
        )
        store.save_incident(None, over, "opened", NOW)
    return folder


def incident(folder: Path, number: int = 1) -> Incident:
    with Store(load(str(folder)).database) as store:
        found = store.incident(number)
    assert found is not None
    return found


def marks(folder: Path) -> list[Mark]:
    with Store(load(str(folder)).database) as store:
        return store.marks("lumbre", NOW - 999 * HOUR, NOW + 9999 * HOUR)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


# Incidents


@pytest.mark.usefixtures("known")
def test_incidents_are_listed(run: Listener) -> None:
    """Those that are open; with --all every one."""
    [line] = run("incidents", "--at", AT).output.splitlines()
    assert line.startswith("▲ 1 Café Lumbre · RSS, Atom, JSON Feed: Since ") or "41" in line
    assert len(run("incidents", "--all", "--at", AT).output.splitlines()) == 2
    rows = json.loads(run("incidents", "--all", "--format", "json", "--at", AT).output)["incidents"]
    assert [(row["id"], row["state"]) for row in rows] == [(1, "open"), (2, "recovered")]


def test_without_incidents_that_is_said(run: Listener, folder: Path) -> None:
    """And not an empty page."""
    fill(folder, mention("a", "lumbre")).close()
    assert run("incidents", "--at", AT).output == "There are no incidents.\n"


def test_an_incident_is_acknowledged(run: Listener, known: Path) -> None:
    """Once: whoever was first stays."""
    told = run("incidents", "ack", "1", "--at", AT).output
    assert "acknowledged. It is told again only if it gets worse" in told
    later = (NOW + HOUR).isoformat()
    run("incidents", "ack", "1", "--as", "Eva", "--at", later)
    assert (incident(known).acknowledged_at, incident(known).acknowledged_by) == (NOW, "")
    assert "Acknowledged on 22 Nov 2026, 13:00." in run("incidents", "--at", AT).output
    with Store(load(str(known)).database) as store:
        store.save_incident(
            incident(known), replace(incident(known), acknowledged_at=None), None, NOW
        )
    run("incidents", "ack", "1", "--as", "Eva\n\x1b[1m", "--at", AT)
    assert "Acknowledged by Eva on 22 Nov 2026" in run("incidents", "--at", AT).output


def test_an_incident_is_snoozed(run: Listener, known: Path) -> None:
    """For so long, from now."""
    told = run("incidents", "snooze", "1", "4h", "--at", AT).output
    assert "until 22 Nov 2026, 17:00." in told
    assert incident(known).snoozed_until == NOW + 4 * HOUR
    assert "Silent until 22 Nov 2026, 17:00." in run("incidents", "--at", AT).output


@pytest.mark.parametrize("number", [1, 2])
def test_an_incident_is_closed_with_its_cause(run: Listener, known: Path, number: int) -> None:
    """Open or over, once; it is listed among all, and not among the open ones."""
    typed = ["incidents", "close", str(number), "--cause", "The till was down."]
    told = run(*typed, "--as", "Eva", "--at", AT).output
    assert f"Incident {number} (Café Lumbre, " in told
    assert "closed: The till was down. Those who were told" in told
    closed = incident(known, number)
    assert (closed.state, closed.closed_at, closed.cause) == ("closed", NOW, "The till was down")
    assert closed.recovered_at == (NOW if number == 1 else NOW - 20 * HOUR)
    listed = run("incidents", "--all", "--at", AT).output
    assert "Eva closed it: The till was down." in listed
    assert "Closed on 22 Nov 2026, 13:00." in listed
    assert "The till" not in run("incidents", "--at", AT).output
    assert "was closed already" in run(*typed, "--at", AT, code=2).output


@pytest.mark.parametrize("typed", ["incidents ack 1", "explain 1"])
def test_an_incident_of_another_brand_than_was_named_is_left_alone(
    run: Listener, known: Path, typed: str
) -> None:
    """And it is said whose it is."""
    other = 'name = "Otra"\n[[queries]]\nany = ["otra"]\n'
    (known / "brands" / "otra.toml").write_text(other, encoding="utf-8")
    told = run(*typed.split(), "--brand", "otra", "--at", AT, code=2).output
    assert "incident 1 is of the brand lumbre" in told
    assert incident(known).acknowledged_at is None


def test_who_is_at_a_source_is_told_of_the_whole_brand_that_speaks_for_it(
    run: Listener, known: Path
) -> None:
    """Else they would be reminded of it: it is another incident; not where somebody is at it."""
    with Store(load(str(known)).database) as store:
        whole = store.save_incident(None, replace(spike(), source="*"), "opened", NOW)
        assert whole is not None
        part = store.incident(1)
        assert part is not None
        store.save_incident(part, replace(part, parent=whole.id), None, NOW)
    also = f"type as well listener incidents snooze {whole.id} 4h"
    assert also in run("incidents", "snooze", "1", "4h", "--at", AT).output
    run("incidents", "ack", str(whole.id), "--at", AT)
    assert "type as well" not in run("incidents", "ack", "1", "--at", AT).output


def test_of_what_was_expected_nobody_is_told_that_it_is_closed(run: Listener, known: Path) -> None:
    """And nobody is promised to be."""
    run("incidents", "expected", "1", "--why", "a campaign", "--at", AT)
    told = run("incidents", "close", "1", "--cause", "it ended", "--at", AT).output
    assert "closed: it ended. As it was expected, nobody is told" in told
    with Store(load(str(known)).database) as store:
        assert store.waiting() == []


@pytest.mark.parametrize("number", ["1", "2"])
def test_an_alarm_was_worth_it_or_was_noise(run: Listener, known: Path, number: str) -> None:
    """Whoever speaks last is right; with the time at which it was said."""
    assert "was worth it" in run("incidents", "useful", number, "--at", AT).output
    assert incident(known, int(number)).useful
    later = NOW + HOUR
    typed = ["incidents", "noise", number, "--as", "Leo", "--at", later.isoformat()]
    assert "was noise" in run(*typed).output
    judged = incident(known, int(number))
    assert (judged.useful, judged.judged_at, judged.judged_by) == (False, later, "Leo")
    assert "The alarm was noise, Leo says." in run("incidents", "--all", "--at", AT).output


@pytest.mark.parametrize(
    ("number", "source", "first", "last"),
    [
        ("1", "feeds", "2026-11-21T23:00", "2026-11-22T23:00"),
        ("2", "hackernews", "2026-11-20T23:00", "2026-11-21T23:00"),
    ],
)
def test_an_incident_was_expected(
    run: Listener, known: Path, number: str, source: str, first: str, last: str
) -> None:
    """Open or over, its days where the brand is are marked for its source."""
    told = run("incidents", "expected", number, "--why", "autumn sale", "--at", AT).output
    assert "was expected: autumn sale." in told
    assert incident(known, int(number)).expected_because == "autumn sale"
    [mark] = marks(known)
    assert (mark.source, mark.since, mark.until, mark.why) == (
        source,
        utc(first),
        utc(last),
        "autumn sale",
    )


def test_all_days_of_an_incident_are_expected() -> None:
    """Those from which its window has moved on as well."""
    began = NOW - 5 * 24 * HOUR
    moved = replace(spike(), first=look(onset_at=began, until=began + HOUR))
    assert days_of(moved, "sale", UTC, NOW).since == midnight(began, UTC)


@pytest.mark.usefixtures("known")
def test_a_reason_may_be_a_sentence(run: Listener) -> None:
    """Its full stop is not said twice."""
    told = run("incidents", "expected", "1", "--why", "It is the sale.", "--at", AT).output
    assert "was expected: It is the sale. Its days" in told


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ack 7", "7"),
        ("ack 2", "incident 2 is over already"),
        ("snooze 2 4h", "incident 2 is over already"),
        ("snooze 1", "say for how long"),
        ("snooze 1 soon", "soon"),
        ("expected 1", "say why with --why"),
        ("ack", "say which incident"),
        ("ack 1 4h", "a time goes with snooze only: listener incidents snooze 1 4h"),
        ("expected 1 2d --why x", "a time goes with snooze only"),
        ("ack 1 --why x", "--why goes with expected only"),
        ("expected 1 --why .", "say why with --why"),
        ("close 1", "say what it was with --cause"),
        ("close 1 till", "say what it was with --cause"),
        ("ack 1 --cause x", "--cause goes with close only"),
        ("noise 1 2h", "a time goes with snooze only"),
        ("close 9 --cause x", "9"),
        ("forget 1", "forget"),
    ],
)
def test_what_cannot_be_is_refused(run: Listener, typed: str, words: str) -> None:
    """With what to type instead; nothing is changed."""
    assert words in run("incidents", *typed.split(), "--at", AT, code=2).output


def test_what_people_said_comes_as_keys(run: Listener, known: Path) -> None:
    """For programs, also as the answer to what was said."""
    [row] = json.loads(
        run("incidents", "snooze", "1", "2h", "--at", AT, "--format", "json").output
    )["incidents"]
    assert row["snoozed_until"] == "2026-11-22T14:00:00Z"
    assert row["acknowledged_at"] is None
    assert (row["severity"], row["state"], row["reopened"]) == (10, "open", 0)
    assert {row[name] for name in ("useful", "cause", "closed_at", "judged_by")} == {None}


# Days


def mark(run: Listener, *more: str, **settings: Any) -> str:
    return run("mark", *more, "--at", AT, **settings).output


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("--from 2026-11-27 --to 2026-11-30", "2026-11-26T23:00", "2026-11-30T23:00"),
        ("--from 2026-11-27", "2026-11-26T23:00", "2026-11-27T23:00"),
        ("--from 2026-10-25", "2026-10-24T22:00", "2026-10-25T23:00"),
        ("--from 2027-03-28", "2027-03-27T23:00", "2027-03-28T22:00"),
        (
            "--from 2026-11-27T10:30 --to 2026-11-27T18:00",
            "2026-11-27T09:30",
            "2026-11-27T17:00",
        ),
    ],
)
def test_days_are_marked_as_they_are_where_the_brand_is(
    run: Listener, known: Path, typed: str, first: str, last: str
) -> None:
    """Both included, of 23 hours or of 25; with an hour, to the hour."""
    told = mark(run, "lumbre", *typed.split(), "--why", "sale")
    assert told.startswith("Marked as number 1: Café Lumbre, all sources, from ")
    [made] = marks(known)
    assert (made.since, made.until, made.source) == (utc(first), utc(last), "")


def test_marks_are_listed_and_taken_back(run: Listener, known: Path) -> None:
    """By their number; what was taken back is listed no more."""
    assert mark(run, "--list") == "No days are marked.\n"
    mark(run, "--from", "2026-11-27", "--why", "sale", "--source", "feeds")
    assert "sale" in mark(run)
    [row] = json.loads(mark(run, "--list", "--format", "json"))["marks"]
    assert (row["id"], row["source"], row["why"]) == (1, "feeds", "sale")
    assert mark(run, "--withdraw", "1").startswith("No longer marked: Café Lumbre")
    assert marks(known) == []
    assert "no mark with the number 1" in mark(run, "--withdraw", "1", code=2)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("--from 2026-11-27", "say why with --why"),
        ("--from 2026-11-27 --to 2026-11-26 --why x", "it ends before it begins"),
        ("--from someday --why x", '"someday" is no day and no time; write 2026-11-22 or'),
        ("lumbre --to 2026-11-26", "say from which day on, with --from"),
        ("lumbre --why x", "say from which day on, with --from"),
        ("--list --withdraw 1", "--from, --list and --withdraw are each for themselves"),
        ("--withdraw 1 --from 2026-11-27", "choose one"),
        ("--from 0001-01-01 --why x", "0001-01-01"),
        ("lumbr --from 2026-11-27 --why x", "lumbre"),
        ("--from 2026-11-27 --why x --source fedes", "feeds"),
    ],
)
def test_days_that_cannot_be_are_refused(run: Listener, typed: str, words: str) -> None:
    """With what is meant, probably."""
    assert words in mark(run, *typed.split(), code=2)


@pytest.mark.parametrize("event", get_args(EventKind))
def test_whatever_happens_to_an_incident_has_its_words(event: str) -> None:
    """In the lines of a crawl, in an explanation, and after scoring anew."""
    for key in ("commands.spike", "commands.event", "explain", "score.incident"):
        name = f"{key}.{event}" if key == "explain" else f"{key}_{event}"
        for language in ("es", "en"):
            told_by_people = key == "score.incident" and event in ("reminder", "closed")
            assert told_by_people or Translator(language).has(name), name
