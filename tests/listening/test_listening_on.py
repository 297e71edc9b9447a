"""Listening goes on: where it was left, by one at a time, and what was missed meanwhile is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from listener.errors import LeaseLost, SourceUnavailable
from listener.listening import BEAT, LEASE
from listener.model import Bookmark, Watch
from listener.store import Batch
from listener.walk import WalkEnd
from tests.listening.ear import Ear
from tests.listening.jetstream import T0, deletion, edit, line, micros, minutes, post


def test_after_a_kill_the_stream_is_heard_again_and_nothing_is_doubled(ear: Ear) -> None:
    """It goes on a little before where it was: what comes twice changes nothing, edits included."""
    first = [
        post("1", "café luna", T0),
        edit("1", "café luna, mejor", T0 + timedelta(seconds=1)),
        post("2", "café luna dos", T0 + timedelta(seconds=2)),
        deletion("2", T0 + timedelta(seconds=3)),
    ]
    ear.connect()
    for each in first:
        ear.now += timedelta(seconds=1)
        ear.hears(each)
    before = ear.rows("SELECT id, text, edited_at, gone_at IS NULL FROM mentions")
    versions, sums = ear.rows("SELECT * FROM versions"), ear.rows("SELECT * FROM rollups")
    for _ in range(2):
        ear.dies()
        address = ear.connect()
        assert f"cursor={micros(T0 + timedelta(seconds=3)) - 5_000_000}" in address
        ear.hears(*first)
        for each in first:
            ear.hears(each)
    assert ear.rows("SELECT id, text, edited_at, gone_at IS NULL FROM mentions") == before
    assert ear.rows("SELECT * FROM versions") == versions
    assert ear.rows("SELECT * FROM rollups") == sums
    ear.hears(edit("1", "café luna, peor", T0 + minutes(2)))
    assert ear.texts()[0] == "café luna, peor"


def test_a_message_and_its_cursor_are_stored_together(ear: Ear) -> None:
    """Whatever dies when: the cursor is never ahead of what is stored."""
    ear.connect()
    ear.hears(post("1", "café luna", T0))
    assert ear.rows("SELECT cursor FROM streams") == [(str(micros(T0)),)]
    ear.hears(post("2", "nada", T0 + timedelta(seconds=1)))
    assert ear.rows("SELECT cursor FROM streams") == [(str(micros(T0)),)]
    ear.now += BEAT
    ear.hears(post("3", "nada", T0 + timedelta(seconds=2)))
    assert ear.rows("SELECT cursor FROM streams") == [(str(micros(T0) + 2_000_000),)]


def test_what_the_stream_no_longer_has_is_a_gap(ear: Ear) -> None:
    """A day and more away, the stream goes on later than it was left: that is told."""
    ear.connect()
    ear.hears(post("1", "café luna", T0))
    ear.now += timedelta(hours=40)
    ear.dies()
    ear.connect()
    later = T0 + timedelta(hours=16)
    ear.hears(post("2", "café luna", later))
    gaps = ear.rows("SELECT from_at, to_at, reason FROM gaps WHERE closed_at IS NULL")
    assert gaps == [(int(T0.timestamp()), int(later.timestamp()), "error")] * 2
    states = dict(ear.rows("SELECT bin, state FROM coverage WHERE watch_id = 1 ORDER BY bin"))
    assert states[int(T0.timestamp())] == "ok"
    assert int((T0 + timedelta(hours=8)).timestamp()) not in states
    # Heard so late that it teaches, and wakes nobody? Sixteen of forty hours ago it does not.
    assert states[int(later.timestamp())] in ("ok", "backfilled")


def test_a_site_that_refuses_the_cursor_is_heard_from_now_on(ear: Ear) -> None:
    """What lies between is a gap like any other."""
    ear.connect()
    ear.hears(post("1", "café luna", T0))
    ear.now += timedelta(hours=40)
    ear.dies()
    assert "cursor" in ear.connect()
    ear.listening.forget_cursor()
    assert "cursor" not in ear.listening.address()
    ear.hears(post("2", "café luna", ear.now))
    assert len(ear.rows("SELECT * FROM gaps")) == 2


def test_silence_after_a_break_does_not_hide_a_gap(ear: Ear) -> None:
    """Before the first message nobody knows how far back the stream goes."""
    ear.connect()
    ear.hears(post("1", "café luna", T0))
    ear.now += timedelta(hours=2)
    ear.dies()
    ear.connect()
    ear.hears()
    ear.now += BEAT
    ear.hears()
    ear.hears(post("2", "nada", ear.now))
    assert len(ear.rows("SELECT * FROM gaps")) == 2


def test_a_gap_is_closed_by_searches_that_have_read_beyond_it(ear: Ear) -> None:
    """Not by one of two, nor by one that has a gap there itself."""
    ear.connect()
    ear.hears(post("1", "café luna", T0))
    ear.now += timedelta(hours=2)
    ear.dies()
    ear.connect()
    ear.hears(post("2", "café luna", ear.now))
    searches = [Watch(brand="luna", source="bluesky", terms=(term,)) for term in ("a", "b")]
    ear.store.register(searches)
    open_gaps = (
        "SELECT w.brand FROM gaps g JOIN watches w ON w.id = g.watch_id WHERE closed_at IS NULL"
    )
    assert sorted(ear.rows(open_gaps)) == [("luna",), ("sol",)]
    for watch, left in zip(searches, (["luna", "sol"], ["sol"]), strict=True):
        lease = ear.store.lease(watch, "crawl", ear.now, 60)
        assert lease is not None
        end = WalkEnd(stopped_because="reached_bookmark", bookmark=Bookmark(finished_at=ear.now))
        ear.store.save(Batch(walk=lease, now=ear.now, end=end))
        assert sorted(ear.rows(open_gaps)) == [(brand,) for brand in left]


def test_what_was_heard_is_covered_quarter_by_quarter(ear: Ear) -> None:
    """Also while nothing is said; the watch is well and was last heard just now."""
    ear.connect()
    ear.hears(post("1", "nada", T0))
    for _ in range(40):
        ear.now += minutes(1)
        ear.hears()
    bins = ear.rows(
        "SELECT (bin - ?) / 900, state FROM coverage WHERE watch_id = 1", micros(T0) // 1_000_000
    )
    assert bins == [(0, "ok"), (1, "ok"), (2, "ok")]
    (series,) = ear.store.series("luna", T0 - minutes(60), ear.now)
    assert [each.coverage for each in series.bins] == ["ok", "ok", "ok"]
    (status,) = ear.store.statuses("luna")
    assert (status.health, status.last_success_at) == ("ok", ear.now)
    (stream,) = ear.store.streams()
    assert stream.at == ear.now


def test_a_crawl_does_not_put_a_stream_to_rest(ear: Ear) -> None:
    """Its watch stays active while its brand is configured, and no longer."""
    ear.connect()
    ear.hears(post("1", "café luna"))
    search = Watch(brand="luna", source="bluesky", terms=("café luna",))
    ear.store.register([search])
    active = "SELECT brand FROM watches WHERE active AND stream"
    assert ear.rows(active) == [("luna",)]
    ear.store.register([replace(search, brand="other")])
    assert ear.rows(active) == []


def test_one_listens_at_a_time(ear: Ear) -> None:
    """A second stands by until the first has ended or died; the first then finds out."""
    ear.connect()
    ear.hears(post("1", "café luna"))
    first = ear.listening
    ear.start("second")
    assert not ear.listening.begin()
    ear.now += timedelta(seconds=LEASE + 1)
    assert ear.listening.begin()
    with pytest.raises(LeaseLost):
        first.take([post("2", "café luna")])
    assert ear.texts() == ["café luna"]
    ear.listening.end()
    ear.start("third")
    assert ear.listening.begin()


def test_a_stopped_stream_goes_on_where_it_was(ear: Ear) -> None:
    """An orderly end writes the cursor down, also of what was passed over."""
    ear.connect()
    ear.hears(post("1", "nada", T0 + timedelta(seconds=9)))
    ear.listening.end()
    ear.start("next")
    assert f"cursor={micros(T0) + 4_000_000}" in ear.connect()
    assert ear.rows("SELECT stopped_because FROM walks WHERE ended_at IS NOT NULL") == [
        ("heard",),
        ("heard",),
    ]


def test_a_farewell_is_heard_after_what_came_before_it(ear: Ear) -> None:
    """The site says that we are too slow: what it said until then is stored."""
    ear.connect()
    with pytest.raises(SourceUnavailable, match="ConsumerTooSlow"):
        ear.hears(post("1", "café luna"), line({"error": "ConsumerTooSlow", "message": "x"}))
    assert ear.texts() == ["café luna"]


def test_a_stream_that_cannot_be_reached_is_told(ear: Ear) -> None:
    """In its watches' health, until something is heard again."""
    ear.connect()
    ear.hears(post("1", "nada"))
    ear.listening.failed(SourceUnavailable("nobody answers"))
    (status,) = ear.store.statuses("luna")
    assert (status.health, status.last_error) == ("unavailable", "nobody answers")
    assert ear.told[-1].error == "nobody answers"
    ear.now += BEAT
    ear.hears(post("2", "nada", ear.now))
    (status,) = ear.store.statuses("luna")
    assert (status.health, status.last_error) == ("ok", "")
