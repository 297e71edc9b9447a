"""What is heard is stored once, for the brands it is about, with its edits and its end."""

from __future__ import annotations

from datetime import datetime, timedelta

from listener.listening import BEAT
from listener.records import Block
from tests.listening.ear import LUNA, Ear
from tests.listening.jetstream import DID, T0, account, deletion, edit, line, micros, minutes, post


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
