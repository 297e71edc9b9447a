"""What was looked at, the incidents that follow and the mails about them are stored together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from listener.config import Alerts, Brand, BrandQuery, Config, Detection, Settings
from listener.detection import Case, Change, Look, recompute
from listener.detection import look as really_look
from listener.model import Author, Bookmark, Mention, Sentiment, Watch
from listener.pursuing import Watched, pursue
from listener.spikes import BIN, WHOLE_BRAND, Bin, DetectorState, Evaluation, Incident, Series
from listener.store import Batch, Scored, Store
from listener.walk import WalkEnd
from tests.detection.looks import START, alarm, brandwide, look

HOUR = timedelta(hours=1)
FEED = Watch(brand="acme", source="feeds", listing="https://example.com/rss")
TEAM = Alerts(email=("team@example.com",))
ACME = Brand(name="Acme", id="acme", queries=(BrandQuery(any=("acme",)),), alerts=TEAM)
CONFIG = Config(settings=Settings(), brands=(ACME,), folder=Path("config"), found_by="--config")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Twenty negatives of ten people in the five hours before the hundredth quarter."""
    with Store(tmp_path / "test.db") as made:
        made.register([FEED])
        said(made, [f"p{n % 10}" for n in range(20)])
        yield made


def said(store: Store, people: Sequence[str], at: datetime = START + 25 * HOUR) -> None:
    """A walk that finds a negative of each of these, a quarter of an hour apart."""
    lease = store.lease(FEED, "me", at, 300)
    assert lease is not None
    fresh = [
        Scored(
            mention=Mention(
                id=f"{at}-{n}",
                text="bad",
                author=Author(name=name),
                published_at=at - HOUR / 4 * (n + 0.5),
            ),
            sentiment=Sentiment(label="negative", polarity=-0.5),
        )
        for n, name in enumerate(people)
    ]
    end = WalkEnd(stopped_because="exhausted", bookmark=Bookmark(newest_at=at, finished_at=at))
    store.save(Batch(walk=lease, now=at, fresh=fresh, end=end))


def state(at: datetime, source: str = "feeds") -> DetectorState:
    return DetectorState(brand="acme", source=source, engine="test-1", at=at, values=b"\1")


def run(store: Store, *evaluations: Evaluation, tell: bool = True, **more: Any) -> list[Change]:
    """One run that sees these, in their series."""
    sources = sorted({each.source for each in evaluations})
    now = max(each.until for each in evaluations)
    looked = store.looked_until("acme")
    before: dict[str, tuple[DetectorState, ...]] = {}
    for kept in store.detector_states("acme"):
        before[kept.source] = (*before.get(kept.source, ()), kept)
    watched = Watched(
        brand=ACME,
        least=3,
        cases=tuple(case(source, looked.get(source)) for source in sources),
        marks=tuple(store.marks("acme", START - 99 * HOUR, START + 999 * HOUR)),
        changed=store.series_changes("acme"),
        before=before,
    )
    looks = [
        Look(
            states=(state(now, source),),
            evaluations=tuple(each for each in evaluations if each.source == source),
            basis=basis(now),
        )
        for source in sources
    ]
    return pursue(CONFIG, store, replace(watched, **more), looks, now, tell=tell)


def basis(until: datetime) -> bytes:
    """What an evaluation of that time was computed from: next to nothing."""
    bins = (Bin(start=until - BIN, coverage="ok"),)
    asked = replace(case("feeds"), series=Series(brand="acme", source="feeds", bins=bins))
    (found,) = really_look([asked], until)
    return found.basis


def case(source: str, looked: datetime | None = None) -> Case:
    series = Series(brand="acme", source=source, bins=())
    return Case(series=series, zone=UTC, settings=Detection(), budget=1.0, looked_until=looked)


def incidents(store: Store) -> list[Incident]:
    return store.incidents("acme", START - 99 * HOUR, START + 9999 * HOUR)


def of(source: str, evaluation: Evaluation) -> Evaluation:
    return replace(evaluation, source=source)


def test_an_incident_is_stored_with_its_mail_and_what_it_rests_on(store: Store) -> None:
    """All at once: states, evaluations with their people, basis, and who is told."""
    (change,) = run(store, look(99), alarm(100, authors=None))
    assert (change.event, change.incident.id) == ("opened", 1)
    assert store.open_incidents() == [change.incident]
    kept = store.basis(1)
    assert kept is not None
    assert recompute(kept).until == START + 25 * HOUR
    assert store.detector_states("acme") == [state(START + 25 * HOUR)]
    (seen,) = store.evaluations_of(1)
    assert seen.authors == 4
    assert seen == change.incident.first
    (mail,) = store.waiting()
    assert (mail.incident_id, mail.event) == (1, "opened")
    assert b"listener explain 1" in mail.payload
    assert store.series_changes("acme").keys() <= {WHOLE_BRAND}


def test_what_repeats_others_is_counted_as_long_as_it_alarms(store: Store) -> None:
    """Opened, and at each look after."""
    with sqlite3.connect(store.path) as rows:
        rows.execute("UPDATE rollups SET negative_copies = negatives")
    first, second = alarm(100, authors=None), alarm(101, authors=None)
    for evaluation in (first, second):
        run(store, evaluation)
        (incident,) = store.open_incidents()
        assert incident.look is not None
        assert incident.look.until == evaluation.until
        assert 0 < incident.copies <= incident.observed


def test_copies_are_of_what_is_counted(store: Store) -> None:
    """Reviews that repeat each other make no text a copy."""
    with sqlite3.connect(store.path) as rows:
        rows.execute("UPDATE rollups SET negative_copies = negatives, low_rated = negatives")
    run(store, alarm(100, authors=None))
    (incident,) = store.open_incidents()
    assert (incident.look and incident.look.method, incident.copies) == ("share", 0)


def test_one_angry_person_is_no_incident(store: Store) -> None:
    """However many times the same one writes."""
    said(store, ["same"] * 4, at=START + 50 * HOUR)
    assert run(store, alarm(200, authors=None)) == []
    assert store.open_incidents() == []


def test_what_came_late_wakes_nobody(store: Store) -> None:
    """A quarter that is listened to, of which most of the window is backfilled, is past."""
    run(store, look(390))
    said(store, [f"p{n}" for n in range(10)], at=START + 99 * HOUR)
    (change,) = run(store, alarm(4 * 99 + 1, observed=3, authors=None))
    assert (change.event, change.incident.past) == ("past", True)
    assert store.waiting() == []


def test_a_first_look_finds_nothing_past(store: Store) -> None:
    """What was over when listening began is history."""
    assert run(store, alarm(100, past=True)) == []
    assert incidents(store) == []


@pytest.mark.parametrize("since", [{"began": 101}, {"changed": 101}, {}])
def test_what_was_before_listening_began_or_has_not_changed_is_history(
    store: Store, since: dict[str, int]
) -> None:
    """A look that goes far back, since something came late, finds what was known all along."""
    run(store, look(90))
    places = {name: START + place * BIN for name, place in since.items()}
    series = Series(
        brand="acme", source="feeds", bins=(), collected_since=places.get("began", START)
    )
    asked = replace(
        case("feeds", START + 22 * HOUR), series=series, changed_since=places.get("changed")
    )
    changes = run(store, alarm(100, past=True), cases=(asked,))
    assert [each.event for each in changes] == ([] if since else ["past"])


def test_what_comes_late_of_an_incident_leaves_what_was_seen_then(store: Store) -> None:
    """So that what it rests on can be computed again."""
    run(store, alarm(100))
    seen = store.evaluations_of(1)
    assert run(store, alarm(100, past=True, observed=12), look(101)) == []
    assert store.evaluations_of(1)[:1] == seen


def test_a_run_that_was_overtaken_stores_nothing(store: Store) -> None:
    """The other one has told the team; what it took in is taken in once."""
    run(store, alarm(100))
    assert run(store, alarm(101, observed=90, monthly=1e-9), before={}) == []
    assert len(store.waiting()) == 1
    assert incidents(store)[0].observed == 9


def test_what_opened_and_ended_between_two_runs_opens_no_letter(store: Store) -> None:
    """By its end; here not at all, for that was two days ago; and the next one is another."""
    quiet = [look(place) for place in range(101, 130)]
    again = [alarm(place) for place in (300, 301)]
    said(store, ["a", "b", "c"], at=START + 75 * HOUR)
    changes = run(store, alarm(100), alarm(101, monthly=1e-9, observed=40), *quiet, *again)
    assert [(each.event, each.incident.id) for each in changes] == [
        ("opened", 1),
        ("recovered", 1),
        ("opened", 2),
    ]
    assert [(each.incident_id, each.event) for each in store.waiting()] == [(2, "opened")]
    assert [each.state for each in incidents(store)] == ["recovered", "open"]
    assert len(store.evaluations_of(2)) == 2


def test_runs_go_on_where_the_last_one_ended(store: Store) -> None:
    """An incident is opened, brought up to date and ended by runs of their own."""
    run(store, alarm(100))
    assert run(store, alarm(101, observed=10)) == []
    assert incidents(store)[0].observed == 10
    assert run(store, look(102)) == []
    (over,) = run(store, *(look(place) for place in range(103, 131)))
    assert (over.event, over.incident.id) == ("recovered", 1)
    said(store, ["a", "b", "c"], at=START + 35 * HOUR)
    (same,) = run(store, alarm(140))
    assert (same.event, same.incident.id, same.incident.state) == ("opened", 1, "open")
    assert len(incidents(store)) == 1


def test_what_an_incident_has_followed_stays_as_it_was_seen(store: Store) -> None:
    """The last quarter is looked at once more, and may open one; of one that is open it is kept."""
    run(store, look(99))
    (change,) = run(store, alarm(99), look(100))
    assert (change.event, change.incident.began_at) == ("opened", alarm(99).onset_at)
    run(store, alarm(100), alarm(101))
    run(store, alarm(101, observed=12), alarm(102))
    assert [each.observed for each in store.evaluations_of(1)] == [9, 1, 9, 9]


def test_a_source_tells_of_the_whole_brand(store: Store) -> None:
    """Seen in both at once it is the source's."""
    changes = run(store, brandwide(alarm(100)), alarm(100))
    assert [each.incident.source for each in changes] == ["feeds"]
    assert len(incidents(store)) == 1


def test_what_is_usual_by_now_opens_no_incident_of_the_whole_brand(store: Store) -> None:
    """Who reads that it is usual now is not told in the same minute that it has begun."""
    run(store, alarm(100))
    usual = look(101, adopted=True)
    (told,) = run(store, usual, brandwide(alarm(101)))
    assert (told.event, told.incident.source) == ("adopted", "feeds")
    assert run(store, look(102), brandwide(alarm(102, onset_at=START + 90 * BIN))) == []
    said(store, ["a", "b"], at=START + 104 * BIN)
    (new,) = run(store, look(104), brandwide(alarm(104, onset_at=usual.until)))
    assert (new.event, new.incident.source) == ("opened", WHOLE_BRAND)


def test_the_whole_brand_tells_of_its_sources(store: Store) -> None:
    """Seen in it first, its sources say nothing, and name it; also within one run."""
    changes = run(store, brandwide(alarm(100)), look(100), alarm(101))
    assert [each.incident.source for each in changes] == [WHOLE_BRAND]
    whole, child = incidents(store)
    assert (child.parent, child.notified_at) == (whole.id, None)
    (mail,) = store.waiting()
    assert b"all sources" in mail.payload
    assert b" on *" not in mail.payload


def test_a_mail_says_what_explain_says(store: Store) -> None:
    """One run that looks at several quarters of an hour tells of the last of them."""
    later = brandwide(alarm(101, observed=12, items=20))
    changes = run(store, brandwide(alarm(100)), look(100), later, look(101))
    assert [(each.event, each.incident) for each in changes] == [("opened", incidents(store)[0])]
    assert changes[0].incident.look == later
    (mail,) = store.waiting()
    assert mail.title.startswith("Acme: 60% negative (12 of 20)")


def test_what_people_said_meanwhile_is_kept(store: Store) -> None:
    """A run reads an incident as it is when it writes."""
    run(store, alarm(100))
    (before,) = incidents(store)
    store.save_incident(before, replace(before, acknowledged_at=START), None, START)
    run(store, alarm(101, observed=10))
    assert incidents(store)[0].acknowledged_at == START


def test_in_silence_nobody_gets_a_mail(store: Store) -> None:
    """Whoever scored history anew reads of it at the terminal."""
    assert len(run(store, alarm(100), tell=False)) == 1
    assert store.waiting() == []


def test_where_nobody_listens_any_more_what_is_open_ends(store: Store) -> None:
    """Without a word; what was learned is forgotten."""
    run(store, alarm(100))
    assert run(store, of("reddit", look(101))) == []
    assert [each.state for each in incidents(store)] == ["recovered"]
    assert {each.source for each in store.detector_states("acme")} == {"reddit"}


def test_an_incident_of_the_old_engine_is_followed_to_its_end(store: Store) -> None:
    """It has no evaluations of its own; after an upgrade it gets them, or it ends."""
    run(store, alarm(90))
    (known,) = incidents(store)
    store.save_incident(known, replace(known, first=None, look=None, peak=None), None, START)
    assert run(store, alarm(91, observed=10)) == []
    (followed,) = incidents(store)
    assert (followed.id, followed.observed, followed.look) == (1, 10, alarm(91, observed=10))
    (over,) = run(store, *(look(place) for place in range(92, 120)))
    assert (over.event, over.incident.id) == ("recovered", 1)
