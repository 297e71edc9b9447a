"""From open to over: what evaluations, one after the other, make of an incident."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from listener.detection import Change, abandoned, folded, follow, unfounded, withdrawn
from listener.detection.ending import quiet_for
from listener.severity import grade, of
from listener.spikes import BIN, Bin, Incident, Series
from tests.detection.looks import (
    START,
    alarm,
    blind,
    brandwide,
    calm,
    events,
    followed,
    high,
    look,
    opened,
)

HOURS = 4
DAY = 96


# Opening


def test_an_alarm_opens_an_incident_with_all_that_was_seen() -> None:
    """It keeps the evaluation that opened it, and tells in plain fields what was seen."""
    at = alarm(100)
    (change,) = followed([look(99), at])
    incident = change.incident
    assert change.event == "opened"
    assert (incident.brand, incident.source, incident.state) == ("acme", "feeds", "open")
    assert (incident.first, incident.look, incident.peak) == (at, at, at)
    assert (incident.onset_at, incident.window_minutes) == (at.onset_at, 60)
    assert (incident.observed, incident.items, incident.kind) == (9, 10, "share")
    assert (incident.probability, incident.history_days) == (at.chance, at.basis_days)
    assert (incident.notified_at, incident.notified_grade) == (at.until, grade(at))


@pytest.mark.parametrize("said", [{"observed": 2}, {"authors": 1}, {"alarming": False}])
def test_too_little_evidence_opens_nothing(said: dict[str, object]) -> None:
    """Three negatives are needed, of two people at least."""
    assert followed([alarm(100, **said)]) == []


def test_where_authors_are_not_known_the_count_decides() -> None:
    """A source that names nobody is listened to all the same."""
    assert events(followed([alarm(100, authors=None)])) == ["opened"]


# Going on


def test_the_same_data_seen_again_change_nothing() -> None:
    """However often the crawl runs."""
    assert len(followed([alarm(100)] * 3)) == 1


def test_an_incident_is_brought_up_to_date_in_silence() -> None:
    """The numbers follow, the peak and what opened it stay."""
    *_, last = followed([alarm(100, monthly=0.01), alarm(101, observed=10, kind="both")])
    incident = last.incident
    assert last.event is None
    assert incident.observed == 10
    assert incident.kind == "both"
    assert incident.peak == alarm(100, monthly=0.01)
    assert incident.first == alarm(100, monthly=0.01)
    assert incident.look == alarm(101, observed=10, kind="both")


def test_an_incident_began_with_the_stretch_by_which_it_was_found() -> None:
    """The window moves on with what is seen, and the day it began does not."""
    *_, last = followed([alarm(100), alarm(100 + 3 * DAY, monthly=0.2)])
    assert last.incident.onset_at > alarm(100).until
    assert last.incident.began_at == alarm(100).onset_at


@pytest.mark.parametrize(
    ("monthly", "observed", "told"),
    [
        (0.001, 20, ["opened", "worse"]),
        (0.0011, 20, ["opened"]),
        (0.1, 32, ["opened", "worse"]),
        (0.1, 31, ["opened"]),
        (0.01, 26, ["opened", "worse"]),
    ],
)
def test_worse_is_a_step_of_severity(monthly: float, observed: int, told: list[str]) -> None:
    """A whole one, of how rare and how much together: that is what the number in the mail says."""
    first = alarm(100, expected=10.0, observed=20)
    then = alarm(101, expected=10.0, monthly=monthly, observed=observed)
    assert events(followed([first, then])) == told
    assert (of(then) > of(first)) >= (told[-1] == "worse")


def test_small_steps_add_up_from_what_was_told() -> None:
    """Worse is measured from the last message, not from the last run."""
    steps = [alarm(100 + n, expected=10.0, observed=20 + 2 * n) for n in range(20)]
    assert events(followed(steps)) == ["opened", "worse", "worse"]


def test_talk_whose_share_gets_worse_is_told_when_it_is_seen_twice() -> None:
    """More talk is one thing, a worse share another; one look may be wrong about it."""
    kinds = ["talk", "share", "talk", "both", "both", "talk", "both", "both"]
    found = followed([alarm(100 + n, kind=kind) for n, kind in enumerate(kinds)])
    assert events(found) == ["opened", "worse"]


def test_a_kind_that_gets_milder_is_no_news() -> None:
    """Nor is one that was unclear before."""
    for before, after in (("both", "talk"), ("share", "unclear"), ("unclear", "share")):
        found = followed([alarm(100, kind=before), *(alarm(n, kind=after) for n in (101, 102))])
        assert events(found) == ["opened"]
        assert found[-1].incident.kind == after


def test_the_kind_is_told_anew_while_it_is_high_still() -> None:
    """Also by looks that would not alarm by themselves."""
    *_, last = followed([alarm(100), high(101, kind="both")])
    assert (last.incident.kind, last.event) == ("both", None)


# Ending


def test_it_is_over_when_it_was_as_usual_for_long_enough() -> None:
    """Six hours at least, and three times as long as it took to be seen; from then it counts."""
    found = followed([alarm(100), *calm(101, 101 + 6 * HOURS + 1)])
    assert events(found) == ["opened", "recovered"]
    over = found[-1].incident
    assert over.state == "recovered"
    assert over.recovered_at == look(101).until
    assert over.updated_at == look(101 + 6 * HOURS).until
    assert over.cooling_since is None
    assert events(followed([alarm(100), *calm(101, 101 + 6 * HOURS)])) == ["opened"]


def test_slow_brands_are_waited_for() -> None:
    """What took days to be seen is not over in hours; nor where hardly anything is said."""
    incident = opened()
    slow = replace(incident, first=alarm(100, onset_at=alarm(100).until - timedelta(days=1)))
    assert quiet_for(incident, look(101)) == timedelta(hours=6)
    assert quiet_for(slow, look(101)) == timedelta(days=3)
    assert quiet_for(incident, look(101, items_expected=0.1)) == timedelta(hours=50)
    assert quiet_for(incident, look(101, items_expected=0.0)) == timedelta(days=14)


@pytest.mark.parametrize("said", [{"monthly": 0.29}, {"usual": False}])
def test_nearly_usual_is_not_over(said: dict[str, object]) -> None:
    """To close takes more than not to alarm: the wait begins anew."""
    first, second = calm(101, 120), calm(121, 121 + 6 * HOURS)
    found = followed([alarm(100), *first, look(120, **said), *second])
    assert events(found) == ["opened"]
    assert found[-1].incident.cooling_since == look(121).until


def test_missing_data_are_no_recovery() -> None:
    """While the source is down nothing ends; seen again, the wait goes on where it stood."""
    down = [blind(place) for place in range(101, 101 + DAY)]
    assert events(followed([alarm(100), *down])) == ["opened"]
    down = [blind(place) for place in range(110, 110 + DAY)]
    after = calm(110 + DAY, 110 + DAY + 6 * HOURS - 9)
    assert events(followed([alarm(100), *calm(101, 110), *down, *after])) == ["opened"]
    end = look(110 + DAY + 6 * HOURS - 8)
    found = followed([alarm(100), *calm(101, 110), *down, *after, end])
    assert events(found) == ["opened", "recovered"]


def test_quiet_that_nobody_looked_at_does_not_count() -> None:
    """After a gap in the looks the wait goes on where it stood."""
    last = None
    incident, events_seen = opened(), list[str]()
    for place in [*range(101, 110), 300, *range(301, 301 + 6 * HOURS - 9 + 1)]:
        change = follow(incident, look(place), now=look(place).until, previous=last)
        last = look(place).until
        if change is not None:
            incident = change.incident
            events_seen += [change.event] if change.event else []
    assert events_seen == ["recovered"]
    assert last == look(301 + 6 * HOURS - 9).until


def test_flapping_tells_of_one_incident() -> None:
    """What alarms every other quarter for two days opens once, and closes once."""
    pairs = [(alarm(n), look(n + 1)) for n in range(100, 100 + 2 * DAY, 2)]
    flapping = [each for pair in pairs for each in pair]
    found = followed([*flapping, *calm(100 + 2 * DAY, 100 + 3 * DAY)])
    assert events(found) == ["opened", "recovered"]


def test_an_alarm_within_a_day_of_the_end_is_the_same_incident() -> None:
    """It is open again, under its number, and told: people believe that it is over."""
    end = 101 + 6 * HOURS
    quiet = [alarm(100), *calm(101, end + 1)]
    *_, again = followed([*quiet, alarm(end + DAY)])
    assert (again.event, again.incident.state, again.incident.id) == ("opened", "open", 1)
    assert (again.incident.recovered_at, again.incident.reopened) == (None, 1)
    *_, same = followed([*quiet, alarm(end + DAY), alarm(end + DAY + 1)])
    assert (same.event, same.incident.reopened) == (None, 1)


def test_an_alarm_after_a_day_is_another_incident() -> None:
    """Unless its window begins before the old one ended: then it is its tail."""
    end = 101 + 6 * HOURS
    quiet = [alarm(100), *calm(101, end + 1)]
    *_, other = followed([*quiet, alarm(end + DAY + 1)])
    assert other.event == "opened"
    assert other.incident.id != 1
    tail = alarm(end + DAY + 1, onset_at=START + BIN * 90)
    *_, same = followed([*quiet, tail])
    assert (same.event, same.incident.id) == ("opened", 1)


def test_what_a_person_has_closed_is_not_opened_by_its_tail() -> None:
    """Only by what begins anew."""
    closed = replace(
        opened(), state="closed", recovered_at=look(101).until, cause="the till was down"
    )
    assert followed([alarm(102), alarm(104)], closed) == []
    assert events(followed([alarm(105)], closed)) == ["opened"]


def test_a_new_normal_ends_it_and_is_said() -> None:
    """After two weeks at a level that is what is usual here; a later alarm is another one."""
    *_, change = followed([alarm(100), alarm(100 + 14 * DAY, adopted=True)])
    assert change.event == "adopted"
    assert change.incident.new_normal
    assert change.incident.state == "recovered"
    after = 100 + 14 * DAY + 8
    assert events(followed([alarm(after)], change.incident)) == ["opened"]
    assert followed([alarm(after, onset_at=START)], change.incident) == []


# Other ends


def test_where_nobody_listens_any_more_it_ends_without_a_word() -> None:
    """Over as far as we can tell, and not news."""
    change = abandoned(opened(), START + BIN * 200)
    assert change.event is None
    assert change.incident.state == "recovered"


def test_scored_anew_an_incident_may_have_been_none() -> None:
    """With its negatives gone it is over, and its tail opens nothing."""
    incident = opened()
    left = Series(brand="acme", source="feeds", bins=(Bin(start=START + BIN * 97, negatives=3),))
    more = Series(brand="acme", source="feeds", bins=(Bin(start=START + BIN * 97, negatives=4),))
    assert unfounded(incident, left)
    assert not unfounded(incident, more)
    over = withdrawn(incident, START + BIN * 101).incident
    assert (over.state, over.rescored) == ("recovered", True)
    assert followed([alarm(102)], over) == []
    assert events(followed([alarm(105)], over)) == ["opened"]


# Whatever comes


LOOK = st.tuples(
    st.sampled_from([look, alarm, alarm, high, blind]),
    st.fixed_dictionaries(
        {},
        optional={
            "monthly": st.floats(0, 100),
            "observed": st.integers(0, 500),
            "kind": st.sampled_from(["share", "talk", "both", "unclear"]),
            "past": st.booleans(),
            "adopted": st.sampled_from([False] * 9 + [True]),
            "authors": st.none() | st.integers(0, 9),
            "items_expected": st.floats(0, 50),
        },
    ),
    st.integers(1, 60),
)


@given(st.lists(LOOK, max_size=60))
def test_whatever_is_looked_at_the_incidents_are_in_order(made: list) -> None:  # type: ignore[type-arg]
    """One is open at most, ids are stable, only quiet ends one, and a replay gives the same."""
    place, evaluations = 100, []
    for kind, said, step in made:
        place += step
        evaluations.append(kind(place, **said))
    changes = followed(evaluations)
    assert changes == followed(evaluations)
    check(changes)
    assert [change.event for change in folded(changes) if change.event == "opened"] == [
        change.event for change in changes if change.event == "opened"
    ]


def check(changes: list[Change]) -> None:
    before: dict[int, Incident] = {}
    for change in changes:
        incident = change.incident
        old = before.get(incident.id)
        still_open = [each for each in before.values() if each.state == "open"]
        assert [each.id for each in still_open] in ([], [incident.id])
        if old is None:
            assert change.event in ("opened", "past", "marked")
        else:
            assert (old.opened_at, old.first) == (incident.opened_at, incident.first)
        if change.event == "recovered":
            assert old is not None
            assert old.cooling_since == incident.recovered_at
        if change.event == "opened":
            assert incident.state == "open"
            assert old is None or old.state != "open" or not old.is_told
        if incident.past:
            assert incident.notified_at is None
        before[incident.id] = incident


def test_an_alarm_of_another_kind_of_series_is_followed_alone() -> None:
    """Each series has its own incident."""
    change = follow(None, brandwide(alarm(100)), now=START)
    assert change is not None
    assert change.incident.source == "*"
