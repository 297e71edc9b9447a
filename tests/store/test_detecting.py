"""What the detector keeps in the store: states, looks, changes, marks, arrivals, authors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.model import Author, Rating, Watch
from listener.spikes import BIN, DetectorState, Evaluation, Incident, Mark
from tests.store.conftest import T0, Bench, post, posts

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


LOOK = Evaluation(
    brand="acme",
    source="site",
    engine="spikes-2",
    method="share",
    onset_at=T0 - HOUR,
    until=T0,
    observed=4,
    items=9,
    copies=1,
    expected=1.5,
    low=0.0,
    high=3.0,
    items_expected=8.0,
    items_low=3.0,
    items_high=14.0,
    usual_share=0.2,
    share_low=0.1,
    share_high=0.3,
    chance=1e-5,
    monthly=0.01,
    budget=0.5,
    kind="both",
    basis_days=28.0,
    basis_since=T0 - 28 * DAY,
    authors=3,
    alarming=True,
    complete=False,
)

SPIKE = Incident(
    brand="acme",
    source="site",
    opened_at=T0,
    onset_at=T0 - 2 * HOUR,
    updated_at=T0,
    window_minutes=120,
    observed=9,
    items=10,
    expected=1.0,
    low=0.0,
    high=3.0,
    probability=1e-5,
    peak_observed=9,
    peak_probability=1e-5,
    history_days=28.0,
    engine="spikes-2",
)


def look(until: datetime, **more: object) -> Evaluation:
    return replace(LOOK, until=until, **more)


def state(at: datetime, values: bytes = b"\x00\x01", source: str = "site") -> DetectorState:
    return DetectorState(brand="acme", source=source, engine="spikes-2", at=at, values=values)


def keep(
    bench: Bench,
    *evaluations: Evaluation,
    states: Sequence[DetectorState] = (),
    incident_id: int | None = None,
    taken: datetime | None = None,
    before: Sequence[DetectorState] | None = None,
) -> bool:
    return bench.store.keep_look(
        *("acme", "site", states, evaluations, incident_id, taken, bench.now), before=before
    )


@pytest.fixture
def heard(bench: Bench) -> Bench:
    """Walked once, and the change of that taken in."""
    bench.site.items = posts(3)
    bench.walk()
    bench.store.series_changes("acme")
    take(bench)
    return bench


def take(bench: Bench) -> None:
    for source, since in bench.store.series_changes("acme").items():
        bench.store.keep_look("acme", source, [], [], None, since, bench.now)


# States and looks


def test_an_evaluation_is_read_as_it_was_kept(bench: Bench) -> None:
    """Every number of it, and nothing of another series."""
    first, second = look(T0), look(T0 + BIN, basis_since=None, authors=None, past=True)
    keep(bench, first, second)
    assert bench.store.evaluations("acme", "site", T0, T0 + HOUR) == [first, second]
    assert bench.store.evaluations("acme", "site", T0 - HOUR, T0) == []
    assert bench.store.evaluations("acme", "other", T0, T0 + HOUR) == []


def test_a_look_at_the_same_data_takes_the_place_of_the_earlier_one(bench: Bench) -> None:
    """It stays with its incident, though, when the later look belongs to none."""
    keep(bench, look(T0), incident_id=7)
    keep(bench, look(T0, observed=5))
    assert bench.store.evaluations_of(7) == [look(T0, observed=5)]


def test_old_looks_stay_with_their_incidents(bench: Bench) -> None:
    """Of the others quiet ones are dropped after two months, alarming ones after over a year."""
    keep(bench, look(T0), incident_id=7)
    keep(bench, look(T0 + BIN), look(T0 + 9 * DAY, alarming=False), look(T0 + 30 * DAY))
    bench.now = T0 + 61 * DAY
    keep(bench, look(T0 + 61 * DAY, alarming=False))
    assert untils(bench) == [T0, T0 + BIN, T0 + 9 * DAY, T0 + 30 * DAY, bench.now]
    bench.now = T0 + 410 * DAY
    keep(bench, look(bench.now))
    assert untils(bench) == [T0, T0 + 30 * DAY, bench.now]


def untils(bench: Bench) -> list[datetime]:
    return [each.until for each in bench.store.evaluations("acme", "site", T0, T0 + 900 * DAY)]


def test_it_is_known_how_far_each_series_was_looked_at(bench: Bench) -> None:
    """Of several looks, the one whose data ended last."""
    keep(bench, look(T0 + HOUR), look(T0))
    bench.store.keep_look("acme", "*", [], [look(T0, source="*")], None, None, T0)
    assert bench.store.looked_until("acme") == {"site": T0 + HOUR, "*": T0}
    assert bench.store.looked_until("other") == {}


def test_what_was_found_late_may_still_be_heard(bench: Bench) -> None:
    """A walk that comes to it is not too late: the last look ends where it was heard."""
    keep(bench, look(T0), replace(look(T0 + HOUR), past=True))
    late = replace(look(T0, source="*"), past=True)
    bench.store.keep_look("acme", "*", [], [late], None, None, T0)
    assert bench.store.looked_until("acme") == {"site": T0}


def test_new_states_take_the_place_of_all_of_their_series(bench: Bench) -> None:
    """Those of other series stay; they come back oldest first."""
    other = state(T0, source="other")
    bench.store.keep_look("acme", "other", [other], [], None, None, T0)
    keep(bench, states=[state(T0), state(T0 + DAY)])
    later = [state(T0, b"\x05"), state(T0 + 2 * DAY)]
    keep(bench, states=later)
    assert bench.store.detector_states("acme") == [other, *later]


def test_of_two_runs_that_look_at_once_the_slower_keeps_nothing(heard: Bench) -> None:
    """And what it had read as changed is taken in next time."""
    heard.site.items = posts(5, newest=T0 + 2 * HOUR)
    heard.later(hours=3)
    heard.walk()
    changed = heard.store.series_changes("acme")["site"]
    assert keep(heard, states=[state(T0)], taken=changed, before=[])
    assert "site" not in heard.store.series_changes("acme")
    assert not keep(heard, look(T0), states=[state(T0, b"")], taken=changed, before=[])
    assert heard.store.detector_states("acme") == [state(T0)]
    assert heard.store.evaluations("acme", "site", T0, T0 + HOUR) == []
    assert heard.store.series_changes("acme")["site"] == changed


def test_all_that_is_written_at_once_is_written_or_none(bench: Bench) -> None:
    """A run that fails between two series leaves neither."""

    def fail() -> None:
        with bench.store.at_once():
            keep(bench, look(T0))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert bench.store.looked_until("acme") == {}


# Changes


def test_a_walk_notes_the_earliest_quarter_that_it_changed(heard: Bench) -> None:
    """Of the source, and of the whole brand."""
    assert heard.store.series_changes("acme") == {}
    heard.site.items = [post(9, T0 + timedelta(minutes=50)), post(8, T0 + timedelta(minutes=20))]
    heard.later(hours=1)
    heard.walk()
    quarter = T0 + timedelta(minutes=15)
    assert heard.store.series_changes("acme") == {"*": quarter, "site": quarter}


def test_an_edit_notes_the_quarter_in_which_it_was_said(heard: Bench) -> None:
    """However long ago that was."""
    heard.site.items[2] = post(1, T0 - 2 * HOUR, "bad now")
    heard.later(hours=1)
    heard.walk()
    assert heard.store.series_changes("acme")["site"] == T0 - 2 * HOUR


def test_an_edit_after_which_it_counts_as_before_is_no_change(heard: Bench) -> None:
    """An answer to an old review, or a typing error: nothing is to be computed again."""
    heard.later(hours=1)
    heard.site.items[2] = post(1, T0 - 2 * HOUR, "in other words")
    heard.walk()
    assert heard.store.series_changes("acme")["site"] > T0


def test_what_changes_after_it_was_read_is_not_struck_out(heard: Bench) -> None:
    """A page that is stored while the detector computes is looked at next time."""
    heard.site.items = [post(9, T0 + timedelta(minutes=20))]
    heard.later(minutes=30)
    heard.walk()
    read = heard.store.series_changes("acme")
    heard.site.items = [post(10, T0 + timedelta(minutes=40)), *heard.site.items]
    heard.later(minutes=15)
    heard.walk()
    for source, since in read.items():
        heard.store.keep_look("acme", source, [], [], None, since, heard.now)
    assert heard.store.series_changes("acme") == read
    take(heard)
    assert heard.store.series_changes("acme") == {}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE coverage SET state = 'down' WHERE bin = ?",
        "UPDATE coverage SET late = late + 1 WHERE bin = ?",
        "DELETE FROM coverage WHERE bin = ?",
        "DELETE FROM rollups WHERE bin = ?",
        "UPDATE rollups SET negatives = 3 WHERE bin = ?",
    ],
)
def test_no_writer_can_forget_to_note_a_change(heard: Bench, change: str) -> None:
    """Whatever changes counts or coverage."""
    heard.sql(change, int(T0.timestamp()))
    assert heard.store.series_changes("acme") == {"*": T0, "site": T0}


def test_coverage_that_stays_as_it_was_is_no_change(heard: Bench) -> None:
    """A walk that finds the same has the detector look at nothing again."""
    heard.sql("UPDATE coverage SET state = state, late = late")
    assert heard.store.series_changes("acme") == {}


def test_a_listing_that_comes_or_goes_changes_all_that_it_saw(heard: Bench) -> None:
    """While the same ones are listened to, registering them is no change."""
    heard.store.register([heard.watch])
    assert heard.store.series_changes("acme") == {}
    elsewhere = Watch(brand="acme", source="site", listing="new", match=False)
    heard.store.register([elsewhere])
    changed = heard.store.series_changes("acme")
    assert changed == {"*": T0 - 2 * HOUR, "site": T0 - 2 * HOUR}
    take(heard)
    heard.store.register([heard.watch, elsewhere])
    assert heard.store.series_changes("acme") == changed


# Marks


def release(since: datetime, until: datetime, source: str = "") -> Mark:
    return Mark(brand="acme", source=source, since=since, until=until, why="release", marked_at=T0)


def test_a_mark_is_in_force_until_it_is_taken_back(bench: Bench) -> None:
    """It is found for every period that it touches."""
    mark = bench.store.mark(release(T0, T0 + DAY))
    assert bench.store.marks("acme", T0 + HOUR, T0 + 2 * DAY) == [mark]
    assert bench.store.marks("acme", T0 + DAY, T0 + 2 * DAY) == []
    assert bench.store.marks("acme", T0 - DAY, T0) == []
    withdrawn = bench.store.withdraw_mark(mark.id, T0 + HOUR)
    assert withdrawn is not None
    assert withdrawn.withdrawn_at == T0 + HOUR
    assert bench.store.withdraw_mark(mark.id, T0 + HOUR) is None
    assert bench.store.marks("acme", T0, T0 + DAY) == []


def test_a_mark_and_its_withdrawal_have_the_days_learned_anew(heard: Bench) -> None:
    """Of all sources, or of the one that it is about, and of the whole brand."""
    elsewhere = Watch(brand="acme", source="other", listing="all", match=False)
    heard.store.register([heard.watch, elsewhere])
    mark = heard.store.mark(release(T0 - DAY, T0))
    assert set(heard.store.series_changes("acme").items()) == {
        (name, T0 - DAY) for name in ("*", "other", "site")
    }
    take(heard)
    heard.store.withdraw_mark(mark.id, T0)
    assert heard.store.series_changes("acme")["site"] == T0 - DAY
    take(heard)
    heard.store.mark(release(T0 - DAY, T0, source="other"))
    assert set(heard.store.series_changes("acme")) == {"*", "other"}


def test_an_incident_that_somebody_is_at_has_its_time_learned_anew(heard: Bench) -> None:
    """From where it began when it is said, from where it ended when it is over; no other time."""
    known = heard.store.save_incident(None, SPIKE, "opened", T0)
    assert known is not None
    higher = replace(known, observed=99)
    heard.store.save_incident(known, higher, None, T0)
    assert heard.store.series_changes("acme") == {}
    seen = replace(higher, acknowledged_at=T0)
    heard.store.save_incident(higher, seen, None, T0)
    assert heard.store.series_changes("acme") == {"*": T0 - 2 * HOUR, "site": T0 - 2 * HOUR}
    take(heard)
    put_off = replace(seen, snoozed_until=T0 + HOUR)
    heard.store.save_incident(seen, put_off, None, T0)
    assert heard.store.series_changes("acme") == {}
    over = replace(put_off, state="recovered", recovered_at=T0 - HOUR)
    heard.store.save_incident(put_off, over, "recovered", T0)
    assert heard.store.series_changes("acme") == {"*": T0 - HOUR, "site": T0 - HOUR}


def test_one_of_the_whole_brand_has_all_sources_learned_anew(heard: Bench) -> None:
    """Each of them was a part of it."""
    whole = replace(SPIKE, source="*", onset_at=T0 - 2 * HOUR + timedelta(minutes=1))
    known = heard.store.save_incident(None, whole, "opened", T0)
    assert known is not None
    heard.store.save_incident(known, replace(known, snoozed_until=T0), None, T0)
    assert heard.store.series_changes("acme") == {"*": T0 - 2 * HOUR, "site": T0 - 2 * HOUR}


# Arrivals


def test_delays_are_counted_of_what_comes_live(heard: Bench) -> None:
    """Each within twice the time of the one before; the first walk counts nothing."""
    assert heard.store.arrivals() == {}
    heard.later(hours=5)
    ago = [5, 15, 16, 31, 61, 299]
    heard.site.items = [
        post(10 + minutes, heard.now - timedelta(minutes=minutes)) for minutes in ago
    ]
    heard.walk()
    (counted,) = heard.store.arrivals().values()
    assert counted.source == "site"
    assert counted.counts[:6] == (2, 1, 1, 1, 0, 1)
    assert sum(counted.counts) == len(ago)


def test_what_comes_after_a_long_silence_of_ours_tells_nothing_of_the_source(heard: Bench) -> None:
    """We were late, not they."""
    heard.later(days=3)
    heard.site.items = [post(9, heard.now - 2 * DAY), *heard.site.items]
    heard.walk()
    assert heard.store.arrivals() == {}


def test_counts_of_delays_fade_so_that_they_follow_a_change(heard: Bench) -> None:
    """A source that has become slow is known for slow before long."""
    heard.sql("INSERT INTO arrivals VALUES ('site', 0, 2000)")
    heard.later(hours=1)
    heard.site.items = [post(9, heard.now - HOUR), *heard.site.items]
    heard.walk()
    assert heard.store.arrivals()["site"].counts[:3] == (1000, 0, 0.5)


# Authors and stars


def test_different_people_among_the_negatives_are_counted(bench: Bench) -> None:
    """By id, else by name; whom nobody knows is one of their own. Nobody counts who is content."""
    who = [
        Author(name="Ana", id="1"),
        Author(name="Ana B.", id="1"),
        Author(name="Ana"),
        Author(name="Ana"),
        None,
        None,
    ]
    bench.site.items = [
        post(n, T0 - n * HOUR, f"bad {n}", author=author) for n, author in enumerate(who)
    ] + [post(20, T0 - HOUR, "good", author=Author(name="Eva"))]
    bench.walk()
    assert bench.store.authors("acme", "site", T0 - DAY, T0 + HOUR) == 4
    assert bench.store.authors("acme", "*", T0 - HOUR, T0 + HOUR) == 1
    assert bench.store.authors("acme", "other", T0 - DAY, T0 + HOUR) == 0


def test_low_stars_are_counted_on_the_scale_of_their_source(bench: Bench) -> None:
    """As the label of stars has it: 4 of 1 to 10 is low, 3 of 5 is not."""
    ratings = [Rating(raw=2), Rating(raw=3), Rating(raw=4, best=10), Rating(raw=5, best=10)]
    bench.site.items = [post(n, T0, f"good {n}", rating=rating) for n, rating in enumerate(ratings)]
    bench.walk()
    (series,) = bench.store.series("acme", T0, T0 + HOUR)
    (counts,) = [each for each in series.bins if each.items]
    assert (counts.rated, counts.low_rated) == (4, 2)


def test_each_source_can_be_read_from_its_own_moment(tmp_path: Path) -> None:
    """What was taken in long ago need not be read again."""
    bench = Bench(tmp_path / "test.db")
    bench.site.items = posts(30)
    bench.walk()
    whole, *_ = bench.store.series("acme", T0 - DAY, T0 + HOUR)
    (short,) = bench.store.series("acme", T0 - DAY, T0 + HOUR, {"site": T0 - HOUR})
    assert short.bins == tuple(each for each in whole.bins if each.start >= T0 - HOUR)
    assert bench.store.series("acme", T0 - DAY, T0 + HOUR, {"other": T0}) == [whole]
    bench.store.close()
