"""What is heard is stored once, for the brands it is about, with its edits and its end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from listener.spiders.bluesky import SOURCE
from msgspec.structs import replace

from listener.config import Brand, BrandQuery
from listener.enriching import Enricher
from listener.errors import LeaseLost, SourceUnavailable
from listener.listening import BEAT, LEASE, Listening, Progress
from listener.model import Bookmark, Watch
from listener.records import Block
from listener.sentiment import Sentiments
from listener.store import Batch
from listener.walk import WalkEnd
from tests.blank import new_store
from tests.life.life import Wordless
from tests.listening.jetstream import DID, T0, account, deletion, edit, line, micros, minutes, post

LUNA = Brand(name="Luna", id="luna", queries=(BrandQuery(any=("café luna",)),))
SOL = Brand(name="Sol", id="sol", queries=(BrandQuery(any=("hotel sol", "luna y sol")),))


class Ear:
    """A listener to a made-up stream, by a clock that the test moves; it can die and come back."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "listener.db"
        self.now = T0
        self.told: list[Progress] = []
        self.brands = [LUNA, SOL]
        self.store = new_store(self.path)
        self.start()

    def start(self, holder: str = "first") -> None:
        self.listening = Listening(
            SOURCE,
            self.brands,
            store=self.store,
            enrich=Enricher(Sentiments([Wordless()])),
            holder=holder,
            now=lambda: self.now,
            tell=self.told.append,
        )

    def connect(self) -> str:
        assert self.listening.begin()
        return self.listening.address()

    def hears(self, *messages: bytes) -> None:
        """These come in one go, at the time of the last."""
        self.listening.take(messages)

    def dies(self) -> None:
        """kill -9: nothing is given back; a minute later another one may listen."""
        self.now += timedelta(seconds=LEASE + 1)
        self.start(holder=f"after {self.now}")

    def rows(self, sql: str, *values: object) -> list[tuple]:
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(sql, values).fetchall()

    def texts(self, brand: str = "luna") -> list[str]:
        return [
            text
            for (text,) in self.rows(
                "SELECT text FROM mentions m JOIN brand_links b ON b.mention_id = m.id"
                " WHERE brand = ? ORDER BY m.id",
                brand,
            )
        ]


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[Ear]:
    one = Ear(tmp_path)
    with one.store:
        yield one


def test_what_mentions_a_brand_is_kept_and_the_rest_goes_by(ear: Ear) -> None:
    """Each post is held against all brands; one that names two is stored once, for both."""
    assert "cursor" not in ear.connect()
    ear.hears(
        post("1", "Buenos días"),
        post("2", "Café Luna está cerrado"),
        post("3", "El Café Luna y el Hotel Sol"),
        post("4", "Luna y sol, mar y montaña"),
    )
    assert ear.texts("luna") == ["Café Luna está cerrado", "El Café Luna y el Hotel Sol"]
    assert ear.texts("sol") == ["El Café Luna y el Hotel Sol", "Luna y sol, mar y montaña"]
    assert ear.rows("SELECT count(*) FROM mentions") == [(3,)]
    (stored,) = ear.rows("SELECT url, author_id, published_at FROM mentions WHERE id = 1")
    assert stored == (f"https://bsky.app/profile/{DID}/post/2", DID, int(T0.timestamp()))


def test_what_is_first_heard_now_was_not_known_before(ear: Ear) -> None:
    """After hours of listening a new mention is first seen when it is heard."""
    ear.connect()
    ear.now += timedelta(hours=5)
    ear.hears(post("1", "café luna", ear.now))
    assert ear.rows("SELECT first_seen_at FROM mentions") == [(int(ear.now.timestamp()),)]


def test_an_edit_is_a_new_version_also_when_it_names_no_brand_any_more(ear: Ear) -> None:
    """The old text stays on record; the sums move with the new one."""
    ear.connect()
    ear.hears(post("1", "café luna, fatal"))
    ear.now += minutes(1)
    ear.hears(edit("1", "me he calmado", ear.now))
    assert ear.texts() == ["me he calmado"]
    assert ear.rows("SELECT text FROM versions") == [("café luna, fatal",)]
    assert ear.rows("SELECT edited_at FROM mentions") == [(int(ear.now.timestamp()),)]


def test_an_edit_that_names_a_brand_at_last_is_kept(ear: Ear) -> None:
    """What did not speak of the brand when it was written does now."""
    ear.connect()
    ear.hears(post("1", "hola"))
    ear.hears(edit("1", "hola, café luna", T0 + minutes(1)))
    assert ear.texts() == ["hola, café luna"]


def test_what_was_deleted_is_marked_and_stays_on_record(ear: Ear) -> None:
    """One post, or all of an account that was deleted or taken down; of others', nothing."""
    ear.connect()
    other = "did:plc:syntheticother"
    ear.hears(*(post(str(n), f"café luna {n}") for n in range(4)))
    ear.hears(post("9", "café luna de otra", did=other))
    ear.now += minutes(1)
    ear.hears(deletion("0", ear.now), deletion("unknown", ear.now))
    gone = "SELECT native_id FROM mentions WHERE gone_at IS NOT NULL"
    assert [row[0][-1] for row in ear.rows(gone)] == ["0"]
    ear.hears(account(ear.now, "deactivated"))
    assert len(ear.rows(gone)) == 1
    ear.hears(account(ear.now, "takendown"))
    assert len(ear.rows(gone)) == 4
    assert all(DID in row[0] for row in ear.rows(gone))
    assert len(ear.texts()) == 5


def test_a_post_made_edited_and_deleted_within_seconds(ear: Ear) -> None:
    """In one go the end counts: deleted before it was stored is nothing, edited is as it is now."""
    ear.connect()
    ear.hears(post("1", "café luna"), edit("1", "café luna, sí", T0), deletion("1", T0))
    ear.hears(post("2", "café luna"), edit("2", "café luna, no", T0))
    assert ear.texts() == ["café luna, no"]


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


HOSTILE = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"\xff\xfe\x00",
    b'"' + b"x" * 100_000,
    b"[" * 100_000,
    line({}),
    line({"kind": "commit"}),
    line({"kind": "commit", "did": "did:plc:x", "time_us": -1}),
    line({"kind": "commit", "did": "did:plc:x", "time_us": 10**30, "commit": {}}),
    line({"kind": "commit", "did": "x", "time_us": micros(T0), "commit": {}}),
    line({"kind": "commit", "did": "did:plc:x/../y", "time_us": micros(T0), "commit": {}}),
    post("../../etc/passwd", "café luna"),
    post("1", "café luna", T0 + timedelta(days=400)),
    post("a b", "café luna"),
    line(
        {
            "kind": "commit",
            "did": DID,
            "time_us": micros(T0),
            "commit": {"collection": "app.bsky.feed.post", "operation": "create", "rkey": "1"},
        }
    ),
]


def test_hostile_messages_are_put_aside_and_listening_goes_on(ear: Ear) -> None:
    """None stops it, none is lost sight of, and the first few can be looked at."""
    ear.connect()
    for n, each in enumerate(HOSTILE):
        ear.hears(each, post(f"good{n}", f"café luna {n}"))
    assert len(ear.texts()) == len(HOSTILE)
    assert ear.told[-1].odd == len(HOSTILE)
    assert len(ear.rows("SELECT * FROM quarantine")) == 10
    assert ear.rows("SELECT cursor FROM streams") == [(str(micros(T0)),)]


def test_other_kinds_are_no_fault(ear: Ear) -> None:
    """Likes, identities, pauses of accounts, notices: heard, and nothing of it is kept."""
    ear.connect()
    like = {"collection": "app.bsky.feed.like", "operation": "create", "rkey": "1", "record": {}}
    ear.hears(
        line({"did": DID, "time_us": micros(T0), "kind": "commit", "commit": like}),
        line({"did": DID, "time_us": micros(T0), "kind": "identity", "identity": {"did": DID}}),
        account(T0, None),
        line({"$type": "#info", "name": "OutdatedCursor"}),
    )
    ear.now += BEAT
    ear.hears()
    assert (ear.told[-1].messages, ear.told[-1].odd) == (4, 0)


def test_the_second_wire_is_read_too(ear: Ear) -> None:
    """What stands below `commit` on the first stands beside `did` on the second."""
    ear.connect()
    kind = "network.bsky.jetstream.subscribeEvents"
    told = {"did": DID, "time": "2026-11-22T12:00:00.000001Z", "seq": 7, "rev": "3"}
    made = {
        "operation": "create",
        "collection": "app.bsky.feed.post",
        "rkey": "1",
        "record": {"text": "café luna", "createdAt": T0.isoformat()},
    }
    ear.hears(line({"$type": f"{kind}#commit", **told, **made}))
    assert ear.texts() == ["café luna"]
    assert ear.rows("SELECT cursor FROM streams") == [(str(micros(T0) + 1),)]
    away = {"active": False, "status": "deleted", "did": DID}
    ear.hears(line({"$type": f"{kind}#account", **told, "account": away}))
    assert len(ear.rows("SELECT * FROM mentions WHERE gone_at IS NOT NULL")) == 1


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


def test_a_brand_that_is_heard_no_more_still_hears_of_edits(ear: Ear) -> None:
    """What it has stored must not stand there unchanged once it was taken back."""
    ear.connect()
    ear.hears(post("1", "hotel sol"))
    ear.listening.end()
    ear.brands = [LUNA]
    ear.start("next")
    ear.connect()
    ear.hears(edit("1", "hotel nada", T0 + minutes(1)))
    assert ear.texts("sol") == ["hotel nada"]
    assert ear.texts("luna") == []


def test_who_is_blocked_is_not_heard(ear: Ear) -> None:
    """Stored out of sight, for that brand alone; its deletion is noted all the same."""
    ear.connect()
    ear.store.add_block(Block(brand="luna", kind="author", value=DID, created_at=T0))
    ear.hears(post("1", "El Café Luna y el Hotel Sol"))
    assert (ear.texts("luna"), len(ear.texts("sol"))) == ([], 1)
    ear.hears(edit("1", "El Café Luna, y nada más", T0 + minutes(1)))
    assert (ear.texts("luna"), ear.texts("sol")) == ([], ["El Café Luna, y nada más"])
    ear.hears(post("2", "café luna", T0 + minutes(2)), deletion("1", T0 + minutes(2)))
    assert ear.rows("SELECT gone_at IS NOT NULL FROM mentions ORDER BY id") == [(1,), (0,)]
    ear.hears(deletion("2", T0 + minutes(3)))
    assert ear.rows("SELECT gone_at IS NOT NULL FROM mentions ORDER BY id") == [(1,), (1,)]


def test_dates(ear: Ear) -> None:
    """A writer's clock that is years ahead or behind counts where it can be."""
    ear.connect()
    for key, at in (
        ("1", "2031-01-01T00:00:00Z"),
        ("2", "1970-01-01T00:00:00Z"),
        ("3", "2011-01-01T00:00:00Z"),
    ):
        ear.hears(post(key, "café luna", createdAt=at))
    times = [at for (at,) in ear.rows("SELECT published_at FROM mentions ORDER BY id")]
    assert times == [
        int(T0.timestamp()),
        None,
        int(datetime.fromisoformat("2011-01-01T00:00:00Z").timestamp()),
    ]
