"""What is looked at in a run: what changed, from what was learned before it, no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.config import Brand, BrandQuery, Config, Detection, Settings
from listener.detecting import detect
from listener.detection import Case, Look, Prior
from listener.detection.layout import ENGINE, SIZE, newborn
from listener.model import Bookmark, Mention, Sentiment, Watch
from listener.slices import SliceEnd
from listener.spikes import BIN, WHOLE_BRAND, DetectorState
from listener.store import Batch, Scored, Store
from listener.walk import WalkEnd
from tests.detection.looks import alarm, followed
from tests.detection.looks import look as usual

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAYS = timedelta(days=Detection().history_days)
NEWS = Watch(brand="acme", source="hackernews", terms=("acme",))
FEED = Watch(brand="acme", source="feeds", listing="https://example.com/rss")
ACME = Brand(
    name="Acme", id="acme", time_zone="Europe/Madrid", queries=(BrandQuery(any=("acme",)),)
)
OTHER = replace(ACME, name="Other", id="other", detection=Detection(alarms_per_month=3))
CONFIG = Config(
    settings=Settings(), brands=(ACME, OTHER), folder=Path("config"), found_by="--config"
)
Seen = Callable[..., list[Case]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "test.db") as made:
        made.register([NEWS, FEED])
        yield made


def walk(store: Store, watch: Watch, at: datetime, said: Sequence[datetime] = ()) -> None:
    """A walk that finds a negative of each of these times."""
    lease = store.lease(watch, "me", at, 300)
    assert lease is not None
    end = WalkEnd(stopped_because="exhausted", bookmark=Bookmark(newest_at=at, finished_at=at))
    store.save(Batch(walk=lease, now=at, fresh=bad(watch, at, said), end=end))


def bad(watch: Watch, at: datetime, said: Sequence[datetime]) -> list[Scored]:
    return [
        Scored(
            mention=Mention(id=f"{watch.key}{at}{when}{n}", text="bad", published_at=when),
            sentiment=Sentiment(label="negative", polarity=-0.5),
        )
        for n, when in enumerate(said)
    ]


def read_slice(store: Store, watch: Watch, at: datetime) -> datetime:
    """The newest open slice is read, with a negative in its middle; when that was said."""
    asked = store.open_slices()[watch.key][0]
    lease = store.lease_backfill(watch, "me", at, 300)
    assert lease is not None
    said = asked.from_at + (asked.to_at - asked.from_at) / 2
    parts = (replace(asked, state="done"),)
    end = SliceEnd(asked=asked, parts=parts, stopped_because="exhausted", items=1)
    fresh = bad(watch, at, [said])
    store.save(Batch(walk=lease, now=at, fresh=fresh, slices=(end,), ends_slices=True))
    return said


def state(at: datetime, source: str) -> DetectorState:
    return DetectorState(brand="acme", source=source, engine=ENGINE, at=at, values=bytes(8 * SIZE))


@pytest.fixture
def seen(store: Store, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Runs detection at a time; the cases that were looked at. A state is kept of each hour."""

    def run(now: datetime, *brands: Brand, again: bool = False) -> list[Case]:
        cases: list[Case] = []

        def look(some: Sequence[Case], _now: datetime) -> list[Look]:
            cases.extend(some)
            return [looked(case, now) for case in some]

        monkeypatch.setattr("listener.detecting.look", look)
        detect(CONFIG, store, now, brands or (ACME,), again=again)
        return cases

    return run


def looked(case: Case, now: datetime) -> Look:
    source = case.series.source
    kept = [each for each in case.states if each.at < now - 2 * HOUR]
    seen = replace(usual(0), brand="acme", source=source, onset_at=now - HOUR, until=now)
    return Look(states=(*kept, state(now, source)), evaluations=(seen,), basis=b"")


def begins(cases: Sequence[Case]) -> dict[str, datetime]:
    return {each.series.source: each.series.bins[0].start for each in cases}


def test_a_first_look_reads_all_that_there_is(store: Store, seen: Seen) -> None:
    """Each source, and the whole brand, with equal parts of the budget."""
    for watch in (NEWS, FEED):
        walk(store, watch, NOW, [NOW - 30 * HOUR, NOW - HOUR])
    cases = seen(NOW)
    assert [each.series.source for each in cases] == ["feeds", "hackernews", WHOLE_BRAND]
    assert {each.budget for each in cases} == {1 / 3}
    assert {each.looked_until for each in cases} == {None}
    assert set(begins(cases).values()) == {NOW - 30 * HOUR}
    assert {str(each.zone) for each in cases} == {"Europe/Madrid"}
    assert sum(each.negatives for each in cases[-1].series.bins) == 4


def test_one_source_has_the_whole_budget(store: Store, seen: Seen) -> None:
    """That of its brand; there is no whole to be looked at."""
    feed = replace(FEED, brand="other")
    store.register([feed])
    walk(store, feed, NOW, [NOW - HOUR])
    (case,) = seen(NOW, OTHER)
    assert case.budget == 3


def test_what_has_not_changed_is_not_looked_at(store: Store, seen: Seen) -> None:
    """Most brands, most of the time."""
    walk(store, FEED, NOW, [NOW - HOUR])
    assert len(seen(NOW)) == 1
    assert seen(NOW + HOUR) == []
    walk(store, FEED, NOW + HOUR)
    assert len(seen(NOW + HOUR)) == 1


def test_a_look_goes_on_from_what_was_learned_before_the_change(store: Store, seen: Seen) -> None:
    """Not from the beginning; and further back where something came late."""
    for hours in range(5):
        walk(store, FEED, NOW + hours * HOUR, [NOW + (hours - 1) * HOUR])
        seen(NOW + hours * HOUR)
    walk(store, FEED, NOW + 5 * HOUR, [NOW + 4 * HOUR])
    (case,) = seen(NOW + 5 * HOUR)
    assert case.looked_until == NOW + 4 * HOUR
    assert case.changed_since == NOW + 4 * HOUR
    assert case.series.bins[0].start == NOW + 4 * HOUR
    walk(store, FEED, NOW + 6 * HOUR, [NOW + 2 * HOUR])
    (case,) = seen(NOW + 6 * HOUR)
    assert case.changed_since == NOW + 2 * HOUR
    assert case.series.bins[0].start <= NOW + 2 * HOUR
    assert case.series.bins[-1].start < NOW + 6 * HOUR


def test_a_source_that_joins_makes_another_whole(store: Store, seen: Seen) -> None:
    """What the sum of the others has taught is not what is usual of it."""
    for watch in (NEWS, FEED):
        walk(store, watch, NOW, [NOW - 5 * HOUR])
    seen(NOW)
    for watch in (NEWS, FEED):
        walk(store, watch, NOW + HOUR)
    whole = seen(NOW + HOUR)[-1]
    assert [each.at for each in whole.states] == [NOW]
    reddit = Watch(brand="acme", source="reddit", terms=("acme",))
    store.register([NEWS, FEED, reddit])
    walk(store, reddit, NOW + 2 * HOUR, [NOW + HOUR])
    whole = seen(NOW + 2 * HOUR)[-1]
    assert whole.series.source == WHOLE_BRAND
    assert whole.states == ()
    assert whole.series.collected_since == NOW + 2 * HOUR


def test_scored_anew_the_last_look_is_taken_again(store: Store, seen: Seen) -> None:
    """Also where no quarter has passed."""
    walk(store, FEED, NOW, [NOW - HOUR])
    seen(NOW)
    (case,) = seen(NOW, again=True)
    assert case.looked_until == NOW - BIN
    assert case.changed_since == NOW - BIN


def test_nothing_is_read_that_lies_too_far_back(store: Store, seen: Seen) -> None:
    """What was usual in another year is not what is usual."""
    walk(store, FEED, NOW, [NOW - DAYS - 10 * HOUR, NOW - HOUR])
    assert begins(seen(NOW))["feeds"] >= NOW - DAYS


def test_a_new_brand_begins_with_what_its_source_has_taught_of_others(
    store: Store, seen: Seen
) -> None:
    """And knows nothing of a source of which nobody does."""
    values = newborn(1)
    values["shares"]["negatives"][:], values["shares"]["items"][:] = 30, 50
    known = DetectorState(
        brand="other", source="feeds", engine=ENGINE, at=NOW, values=values.column(0)
    )
    store.keep_look("other", "feeds", (known,), (), None, None, NOW)
    for watch in (NEWS, FEED):
        walk(store, watch, NOW, [NOW - HOUR])
    priors = {each.series.source: each.prior.share for each in seen(NOW)}
    assert priors == {"feeds": 0.6, "hackernews": 0.25, WHOLE_BRAND: 0.25}


def test_what_is_believed_holds_until_a_series_knows_better(store: Store, seen: Seen) -> None:
    """Not for the first look alone: two mentions teach nothing yet."""
    values = newborn(1)
    for watch in (NEWS, FEED):
        values["shares"]["negatives"][:], values["shares"]["items"][:] = 30, 50
        known = DetectorState(
            brand="other", source=watch.source, engine=ENGINE, at=NOW, values=values.column(0)
        )
        store.keep_look("other", watch.source, (known,), (), None, None, NOW)
        walk(store, watch, NOW, [NOW - HOUR])
    seen(NOW)
    values["shares"]["items"][:] = 300
    own = replace(known, brand="acme", source="feeds", values=values.column(0))
    store.keep_look("acme", "feeds", (own,), (), None, None, NOW)
    for watch in (NEWS, FEED):
        walk(store, watch, NOW + HOUR, [NOW])
    priors = {each.series.source: each.prior.share for each in seen(NOW + HOUR)}
    assert (priors["hackernews"], priors["feeds"]) == (0.6, Prior().share)


def test_what_somebody_was_at_does_not_teach_its_series(store: Store, seen: Seen) -> None:
    """Nor the whole brand; an incident that nobody spoke of, and another source, do."""
    for watch in (NEWS, FEED):
        walk(store, watch, NOW, [NOW - HOUR])
    seen(NOW)
    found = followed([replace(alarm(100), until=NOW, onset_at=NOW - 2 * HOUR)])[-1].incident
    over = replace(found, state="recovered", recovered_at=NOW)
    known = store.save_incident(None, over, "opened", NOW)
    assert known is not None
    assert seen(NOW) == []
    store.save_incident(known, replace(known, acknowledged_at=NOW), None, NOW)
    cases = {each.series.source: each for each in seen(NOW)}
    assert {name: len(each.marks) for name, each in cases.items()} == {
        "feeds": 1,
        "hackernews": 0,
        WHOLE_BRAND: 1,
    }
    assert cases["feeds"].marks[0].since == NOW - 2 * HOUR
    assert cases["feeds"].changed_since == NOW - 2 * HOUR


@pytest.mark.parametrize(
    "unreadable",
    [
        {"engine": "counts-0"},
        {"values": b""},
        {"values": bytes(8 * SIZE - 3)},
        {"values": b"\xff" * 8 * SIZE},
    ],
    ids=["of another engine", "empty", "cut short", "no numbers"],
)
def test_what_cannot_be_read_is_learned_anew(
    store: Store, seen: Seen, unreadable: dict[str, object]
) -> None:
    """From as far back as there is: such states are of no use."""
    walk(store, FEED, NOW, [NOW - 30 * HOUR])
    seen(NOW)
    (kept,) = store.detector_states("acme")
    old = replace(kept, **unreadable)
    store.keep_look("acme", "feeds", (old,), (), None, None, NOW)
    walk(store, FEED, NOW + HOUR, [NOW])
    (case,) = seen(NOW + HOUR)
    assert case.states == ()
    assert case.series.bins[0].start == NOW - 30 * HOUR


@pytest.fixture
def being_read(store: Store, seen: Seen) -> Store:
    """Listened to and learned of since noon; three months before that are asked for."""
    walk(store, FEED, NOW, [NOW - HOUR])
    seen(NOW)
    store.ask_backfill({FEED.key: NOW - timedelta(days=90)}, NOW)
    assert len(store.open_slices()[FEED.key]) > 2
    return store


def test_a_past_that_is_still_being_read_is_not_learned_slice_by_slice(
    being_read: Store, seen: Seen
) -> None:
    """The detector goes on from what it knows, and what was read stays noted."""
    said = read_slice(being_read, FEED, NOW + HOUR)
    walk(being_read, FEED, NOW + HOUR, [NOW + BIN])
    (case,) = seen(NOW + HOUR)
    assert case.looked_until == NOW
    assert case.changed_since == NOW
    assert begins([case])["feeds"] == NOW
    assert being_read.series_changes("acme")["feeds"] <= said


def test_a_past_is_learned_once_it_is_whole(being_read: Store, seen: Seen) -> None:
    """All of it at once, and then it is taken in."""
    while FEED.key in being_read.open_slices():
        said = read_slice(being_read, FEED, NOW + HOUR)
        (case,) = seen(NOW + HOUR)
    assert case.changed_since is not None
    assert case.changed_since <= said
    assert begins([case])["feeds"] <= said
    assert sum(each.negatives for each in case.series.bins) > 3
    assert being_read.series_changes("acme") == {}


def test_what_was_read_of_a_long_past_is_learned_once_a_day(being_read: Store, seen: Seen) -> None:
    """By the first look of a new day, and by no other."""
    said = read_slice(being_read, FEED, NOW + HOUR)
    seen(NOW + HOUR)
    tomorrow = NOW + 13 * HOUR
    (case,) = seen(tomorrow)
    assert begins([case])["feeds"] <= said
    assert being_read.series_changes("acme") == {}
    read_slice(being_read, FEED, tomorrow)
    (case,) = seen(tomorrow + HOUR)
    assert case.changed_since == tomorrow


def test_the_whole_brand_waits_for_the_past_of_its_sources(being_read: Store, seen: Seen) -> None:
    """A source whose past nobody reads does not wait."""
    walk(being_read, NEWS, NOW, [NOW - HOUR])
    seen(NOW)
    read_slice(being_read, FEED, NOW + HOUR)
    walk(being_read, NEWS, NOW + HOUR, [NOW - 40 * HOUR])
    begun = begins(seen(NOW + HOUR))
    assert begun["feeds"] == begun[WHOLE_BRAND] == NOW
    assert begun["hackernews"] == NOW - 40 * HOUR
    assert being_read.series_changes("acme").keys() == {"feeds", WHOLE_BRAND}


def test_scored_anew_a_past_that_is_being_read_does_not_wait(being_read: Store, seen: Seen) -> None:
    """What was looked at last is looked at in the light of all the new labels."""
    said = read_slice(being_read, FEED, NOW + HOUR)
    (case,) = seen(NOW + HOUR, again=True)
    assert begins([case])["feeds"] <= said
