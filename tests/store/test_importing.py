"""Files are stored like what was collected, and leave what is known of the present alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

import listener.importing
import listener.watching
from listener.config import Brand, Config, Listing, Settings
from listener.errors import ConfigError, UnexpectedAnswer
from listener.importing import File, Imported, import_files
from listener.model import Bookmark, Mention, Page, Payload, Rating, Reply, Request, Watch
from listener.pipeline import detect
from listener.source import ReadsFiles
from listener.store import Store
from tests.blank import lived
from tests.store.conftest import T0, Bench, Site

APP = "com.example.app"
DAY = timedelta(days=1)


class Exports(Site, ReadsFiles):
    """A made-up site with files: a list of listings, each with a list of pages, as JSON."""

    about = replace(Site.about, name="exports", title="Exports", watches="listing", match=False)

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        return super().first(watch, since)

    def file_pages(self, file: Payload) -> Iterator[tuple[str, Page]]:
        try:
            listings = msgspec.json.decode(file.body, type=list[tuple[str, list[list[Mention]]]])
        except msgspec.DecodeError as error:
            raise UnexpectedAnswer("no es una exportación") from error
        for listing, pages in listings:
            for mentions in pages:
                yield listing, Page(mentions=tuple(mentions))


def file(*pages: Sequence[Mention], name: str = "a.json", listing: str = APP) -> File:
    return File(name=name, body=msgspec.json.encode([(listing, pages)]))


def review(number: int = 1, stars: float = 1, *, days: float = 10, **more: Any) -> Mention:
    """A made-up review of so many days ago."""
    return Mention(
        id=f"r{number}",
        kind="review",
        subject=APP,
        published_at=T0 - days * DAY,
        rating=Rating(stars),
        **{"text": "bad" if stars < 3 else "good", **more},
    )


class Room:
    """A brand with one configured app, its database, and a way to import."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        bench.site = Exports()
        bench.brand = replace(bench.brand, listings=(Listing(source="exports", id=APP),))
        bench.watch = listener.watching.watch_of_listing(bench.brand, "exports", APP)[0]
        bench.store.register([bench.watch])
        self.config = Config(
            settings=Settings(), brands=(bench.brand,), folder=Path(), found_by="--config"
        )

    def take(self, *files: File, brand: Brand | None = None) -> list[Imported]:
        return list(
            import_files(
                self.config,
                self.bench.store,
                "exports",
                brand or self.bench.brand,
                files,
                holder="import",
                now=lambda: self.bench.now,
            )
        )

    def crawl(self, *mentions: Mention) -> None:
        self.bench.site.items = list(mentions)
        self.bench.walk()

    def texts(self) -> dict[str, str]:
        return {each.mention.id: each.mention.text for each in self.bench.store.mentions()}

    def all_but_walks(self) -> list[str]:
        """The whole database, except that a walk was made."""
        lines = self.bench.store._connection.iterdump()
        return [line for line in lines if '"walks"' not in line and '"sqlite_sequence"' not in line]


@pytest.fixture
def room(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Room:
    module = ModuleType("listener.spiders.exports")
    module.SOURCE = Exports()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    for place in (listener.watching, listener.importing):
        monkeypatch.setattr(place, "source_names", lambda: ("exports", "feeds"))
    return Room(bench)


def test_a_file_tells_by_row_what_became_of_it(room: Room) -> None:
    """New, changed, known, older than what is stored; with stars only, without a date."""
    bare = review(2, text="")
    undated = replace(review(3), published_at=None, precision="none")
    (first,) = room.take(file([review(), bare, undated]))
    assert first == Imported(file="a.json", rows=3, new=3, star_only=1, undated=1, listings=(APP,))
    edited = review(stars=5, edited_at=T0 - 5 * DAY)
    (second,) = room.take(file([edited, bare], [review()], name="b.json"))
    assert (second.rows, second.changed, second.known, second.stale) == (3, 1, 1, 1)


def test_importing_twice_changes_nothing(room: Room) -> None:
    """Not even when each page of a file edits the one before."""
    answer = Reply(text="Perdón", at=T0 - 4 * DAY, time_kind="modified")
    files = (
        file([review(), review(2)], [review(stars=4, edited_at=T0 - 6 * DAY)]),
        file([review(stars=5, edited_at=T0 - 5 * DAY, replies=(answer,))], name="b.json"),
    )
    room.take(*files)
    before = room.all_but_walks()
    room.bench.later(days=1)
    again = room.take(*files)
    assert room.all_but_walks() == before
    assert [(each.new, each.changed) for each in again] == [(0, 0), (0, 0)]


def test_an_import_says_nothing_of_the_site(room: Room) -> None:
    """Bookmark, health, gaps and absences stay as the crawls left them, and it is as due."""
    room.crawl(review())
    room.bench.later(hours=1)
    room.bench.site.fails_at = 0
    room.crawl(review())
    columns = [name for _, name, *_ in room.bench.sql("PRAGMA table_info (watches)")]
    # How many reviews are held is no word of the site's.
    seen = f"SELECT {', '.join(name for name in columns if name != 'held')} FROM watches"
    before, gaps = room.bench.sql(seen), room.bench.sql("SELECT * FROM gaps")
    assert gaps
    room.bench.later(hours=1)
    room.take(file([review(2)]))
    assert room.bench.sql(seen) == before
    assert room.bench.sql("SELECT * FROM gaps") == gaps
    assert room.bench.sql("SELECT stopped_because FROM walks ORDER BY id")[-1] == ("imported",)


def test_a_review_that_is_absent_from_a_file_is_not_gone(room: Room) -> None:
    """And one that a file shows has not been seen at the site."""
    room.crawl(review(1), review(2))
    for _ in range(3):
        room.bench.later(days=1)
        room.take(file([review(1)]))
    assert room.bench.sql("SELECT DISTINCT absences, gone_at, last_seen_at FROM mentions") == [
        (0, None, int(T0.timestamp()))
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_last_word_wins_whatever_the_order_of_the_files(
    room: Room, order: Sequence[int]
) -> None:
    """A file of last year does not bring back what was said then."""
    words = ("uno", "dos", "tres")
    files = [
        file([review(text=text, edited_at=T0 - (9 - n) * DAY)]) for n, text in enumerate(words)
    ]
    for place in order:
        room.take(files[place])
    assert room.texts() == {"r1": "tres"}


def test_what_a_crawl_has_seen_since_is_newer(room: Room) -> None:
    """Though the site gives no time of the edit: it was seen so after the file's last word."""
    room.crawl(review(text="como está hoy"))
    (found,) = room.take(file([review(text="como estaba", edited_at=T0 - DAY)]))
    assert (found.stale, room.texts()["r1"]) == (1, "como está hoy")
    (found,) = room.take(file([review(text="después", edited_at=T0 + DAY / 2)]))
    assert (found.changed, room.texts()["r1"]) == (1, "después")


def test_an_answer_in_a_later_file_is_taken_over(room: Room) -> None:
    """The review has not changed; an older file without the answer does not take it back."""
    answer = Reply(text="Perdón", at=T0 - 2 * DAY, time_kind="modified")
    room.take(file([review()]), file([review(replies=(answer,))]), file([review()]))
    (life,) = room.bench.store.reviews("acme", T0 - 30 * DAY, T0)
    assert (life.answered, life.answered_at) == (True, T0 - 2 * DAY)


def test_a_change_of_stars_was_when_the_file_says(room: Room) -> None:
    """Not today, when the file was read."""
    room.take(file([review()], [review(stars=4, edited_at=T0 - 6 * DAY)]))
    (change,) = room.bench.store.star_changes("acme", T0 - 7 * DAY, T0 - 5 * DAY)
    assert (change.before, change.after, change.at) == (1, 4, T0 - 6 * DAY)
    assert room.bench.store.star_changes("acme", T0 - DAY, T0 + DAY) == []


def test_a_deleted_review_stays_gone(room: Room) -> None:
    """Until a file tells something of it that is later than its end."""
    room.crawl(review())
    room.bench.later(days=1)
    room.crawl(replace(review(), text="", deleted=True))
    room.take(file([review()]))
    room.take(file([review(text="más viejo", edited_at=T0 - DAY)]))
    assert [each.gone_at for each in room.bench.store.mentions()] == [room.bench.now]
    room.bench.later(days=1)
    room.take(file([review(text="ha vuelto", edited_at=T0 + 1.5 * DAY)]))
    assert [each.gone_at for each in room.bench.store.mentions()] == [None]


def test_a_review_that_was_missed_stays_gone(room: Room) -> None:
    """A file from before its end does not bring it back."""
    room.crawl(review())
    gone = int((T0 + 9 * DAY).timestamp())
    room.bench.sql("UPDATE mentions SET gone_at = ?, absences = 2", gone)
    (found,) = room.take(file([review(text="otra cosa", edited_at=T0 + 5 * DAY)]))
    assert found.stale == 1
    assert room.bench.sql("SELECT gone_at, absences FROM mentions") == [(gone, 2)]


def test_an_app_that_is_not_configured_is_imported_and_named(room: Room) -> None:
    """Its watch rests; configured later, it is the same one, and due at once."""
    (found,) = room.take(file([review()], listing="com.example.other"))
    assert (found.new, found.unlisted) == (1, ("com.example.other",))
    assert [each.key for each in room.bench.store.statuses()] == [room.bench.watch.key]
    later = replace(room.bench.watch, listing="com.example.other")
    room.bench.store.register([later])
    (status,) = room.bench.store.statuses()
    assert (status.key, status.items, status.health) == (later.key, 1, "new")
    assert room.bench.store.due(room.bench.now, {"exports": DAY}) == [later.key]


def test_a_watch_that_is_being_crawled_is_left_alone(room: Room) -> None:
    """It is said which, and the other files go on; afterwards the watch is free again."""
    room.bench.run("crawl").begin()
    other = file([review(2)], listing="com.example.other", name="b.json")
    busy, fine = room.take(file([review()]), other)
    assert (bool(busy.error), busy.new, fine.new) == (True, 0, 1)
    room.bench.later(hours=1)
    assert room.take(file([review()]))[0].new == 1
    assert room.bench.run("crawl").begin()


def test_a_file_that_is_none_is_set_aside_whole(room: Room) -> None:
    """None of it is stored, what it was can be looked up, and the others go on."""
    broken, fine = room.take(File(name="mal.json", body=b"{"), file([review()], name="ok.json"))
    assert (broken.error, fine.new) == ("no es una exportación", 1)
    assert room.bench.sql("SELECT url, error, payload FROM quarantine") == [
        ("mal.json", "no es una exportación", b"{")
    ]
    assert [each.quarantined for each in room.bench.store.statuses()] == [0]


def test_an_impossible_date_in_a_file_is_set_aside_once(room: Room) -> None:
    """The review is stored without it."""
    old = replace(review(), published_at=datetime(1974, 3, 14, tzinfo=UTC))
    for _ in range(2):
        (found,) = room.take(file([old]))
    assert (found.known, found.undated) == (1, 1)
    assert room.bench.sql("SELECT count(*) FROM quarantine") == [(1,)]


def test_a_second_brand_has_its_own_share_of_a_file(room: Room) -> None:
    """One review, linked to both, though what the second file says of it is older."""
    edited = review(stars=5, edited_at=T0 - 5 * DAY)
    room.take(file([review(2), edited]))
    (found,) = room.take(file([review(2), review()]), brand=Brand(name="Rival", id="rival"))
    assert (found.known, found.stale) == (1, 1)
    assert room.bench.sql("SELECT brand, sum(items) FROM rollups GROUP BY 1") == [
        ("acme", 2),
        ("rival", 2),
    ]


OTHER = "com.example.other"


def three_quiet_weeks(room: Room) -> None:
    """Of crawls every hour that find nothing, which the detector has seen."""
    room.bench.store.close()
    room.bench.store = lived(room.bench.path, quiet)
    room.bench.later(days=21)


def quiet(store: Store) -> None:
    room = Room(Bench(store.path))
    for _ in range(24 * 21):
        room.crawl()
        room.bench.later(hours=1)
    assert alarms(room) == []
    room.bench.store.close()


def lately(room: Room, numbers: range, step: timedelta, *, stars: float = 1) -> list[Mention]:
    """Reviews before now, one a step, the last of them a step ago."""
    return [
        replace(review(n, stars), published_at=room.bench.now - (n - numbers.start + 1) * step)
        for n in numbers
    ]


def alarms(room: Room) -> list[str | None]:
    """What wakes people: what was found late does not."""
    found = [each.event for each in detect(room.config, room.bench.store, room.bench.now)]
    return [event for event in found if event != "past"]


@pytest.mark.parametrize("crawled", [True, False])
@pytest.mark.parametrize("listing", [APP, OTHER])
def test_no_file_raises_an_alarm(room: Room, crawled: bool, listing: str) -> None:
    """Not even one full of bad reviews of the last hours, of an app that nobody configured."""
    if crawled:
        three_quiet_weeks(room)
    room.take(file(lately(room, range(200), timedelta(minutes=2)), listing=listing))
    assert alarms(room) == []


def test_the_same_reviews_from_the_site_would_have(room: Room) -> None:
    """It is the file that makes them history."""
    three_quiet_weeks(room)
    room.bench.site.size = 500
    room.crawl(*lately(room, range(200), timedelta(minutes=1)))
    assert alarms(room) == ["opened"]


@pytest.mark.parametrize("stars", [1, 5])
@pytest.mark.parametrize("listing", [APP, OTHER])
def test_a_file_hides_no_spike_that_is_heard(room: Room, listing: str, stars: float) -> None:
    """Though it fills the same quarters with what the site does not show, or of another app."""
    three_quiet_weeks(room)
    room.bench.site.size = 500
    if listing == OTHER:
        # Configured today, and not crawled yet.
        room.bench.store.register([room.bench.watch, replace(room.bench.watch, listing=OTHER)])
    room.crawl(*lately(room, range(24), timedelta(minutes=30)))
    room.take(
        file(lately(room, range(100, 196), timedelta(minutes=15), stars=stars), listing=listing)
    )
    assert alarms(room) == ["opened"]


def test_what_a_file_told_first_is_heard_all_the_same(room: Room) -> None:
    """A spike since the last crawl is one for the next, whoever stored its reviews."""
    three_quiet_weeks(room)
    wave = lately(room, range(50), timedelta(seconds=60))
    room.take(file(wave))
    assert alarms(room) == []
    room.bench.site.size = 500
    room.crawl(*wave)
    assert alarms(room) == ["opened"]


def test_a_rehearsal_stores_nothing(room: Room) -> None:
    """And says the same as the real thing."""
    room.crawl(review())
    before = "\n".join(room.bench.store._connection.iterdump())
    files = (
        file([review(1, 5, edited_at=T0 + DAY / 2), review(2)], [review(2, 4, edited_at=T0)]),
        File(name="mal.json", body=b"{"),
        file([review(3)], listing="com.example.other"),
    )
    with room.bench.store.rehearsal():
        rehearsed = room.take(*files)
    assert "\n".join(room.bench.store._connection.iterdump()) == before
    assert room.take(*files) == rehearsed


def test_a_source_without_files_names_those_that_have(room: Room) -> None:
    """So that a slip of the pen is mended at once."""
    with pytest.raises(ConfigError, match="exports"):
        listener.importing.reader("feeds")


def test_a_walk_of_the_site_after_an_import_is_whole(room: Room) -> None:
    """What a file brought ends no walk: the first one still goes down to the end."""
    many = [review(n, days=n / 24) for n in range(30)]
    room.take(file(many[:20]))
    room.crawl(*many)
    assert len(room.texts()) == 30
