"""Several processes at one file: leases, locks, a full disk, a newer format."""

import multiprocessing
import shutil
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from listener.errors import LeaseLost, StoreError, Throttled, UnexpectedAnswer
from listener.model import Payload, Request
from listener.store import Store, connection
from tests.store.conftest import Bench, posts


def test_a_watch_is_walked_once_at_a_time(bench: Bench) -> None:
    """While one crawl holds the lease, another is told to leave it."""
    assert bench.run("one").begin()
    assert not bench.run("two").begin()


def test_a_dead_holders_lease_expires(bench: Bench) -> None:
    """A crawl that was killed does not block its watch for ever."""
    assert bench.run("one").begin()
    bench.later(minutes=6)
    assert bench.run("two").begin()


def test_a_clock_that_ran_ahead_does_not_stop_the_listening(bench: Bench) -> None:
    """What a crawl wrote while the clock stood in the next year is no lease, turn or rest."""
    bench.later(days=400)
    assert bench.run("one").begin()
    bench.store._connection.execute("UPDATE watches SET rests_until = lease_until")
    bench.later(days=-400)
    assert bench.store.due(bench.now, {"site": timedelta(minutes=15)}) == [bench.watch.key]
    assert bench.run("two").begin()


def test_a_rest_that_a_site_asks_for_is_kept(bench: Bench) -> None:
    """But for a day at most: a longer one is a mistake of the site."""
    run = bench.run()
    run.begin()
    run.fail(Throttled(retry_after=bench.now + timedelta(days=30)))
    bench.later(hours=23)
    assert bench.store.due(bench.now, {}) == []
    bench.later(hours=2)
    assert bench.store.due(bench.now, {}) == [bench.watch.key]


def test_a_crawl_that_lost_its_lease_stores_nothing_more(bench: Bench) -> None:
    """The slow one of two crawls steps back instead of writing over the quick one."""
    bench.site.items = posts(30)
    slow = bench.run("slow")
    slow.begin()
    request = slow.first()
    bench.later(minutes=6)
    quick = bench.run("quick")
    quick.begin()
    with pytest.raises(LeaseLost):
        slow.take(request, Payload(body=b""))
    assert bench.ids() == set()


def test_eight_processes_may_make_and_fill_one_file(tmp_path: Path) -> None:
    """Nobody sees "database is locked", not even while the file is being made."""
    path = tmp_path / "shared.db"
    with multiprocessing.get_context("spawn").Pool(8) as pool:
        stored = pool.starmap(_fill, [(path, number) for number in range(8)])
    with Store(path) as store:
        assert sum(1 for _ in store.mentions()) == sum(stored) == 8 * 60


def _fill(path: Path, number: int) -> int:
    bench = Bench.__new__(Bench)
    Bench.__init__(bench, path.with_name(f"{number}-own.db"))
    bench.store.close()
    bench.store = Store(path)
    bench.watch = bench.watch.__class__(
        brand=f"b{number}", source="site", listing=str(number), match=False
    )
    bench.store._connection.execute(
        "INSERT INTO watches (key, brand, source) VALUES (?, ?, 'site')",
        (bench.watch.key, bench.watch.brand),
    )
    bench.site.items = [
        item.__class__(id=f"{number}-{item.id}", published_at=item.published_at, text=item.text)
        for item in posts(60)
    ]
    bench.walk()
    return len(list(bench.store.mentions(brand=f"b{number}")))


def test_a_writer_waits_for_another(bench: Bench) -> None:
    """A lock held for a second is waited for."""
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_register, args=(bench.path,))
    with closing(sqlite3.connect(bench.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        process.start()
        time.sleep(1.0)
        other.execute("COMMIT")
    process.join(20)
    assert process.exitcode == 0


def _register(path: Path) -> None:
    with Store(path) as store:
        store.register([])


def test_a_lock_that_stays_is_told_in_words(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the time-out comes a StoreError that says what to do, not a traceback."""
    bench.store._connection.execute("PRAGMA busy_timeout = 50")
    monkeypatch.setenv("LISTENER_LANG", "en")
    with closing(sqlite3.connect(bench.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program has kept the database busy"):
            bench.store.register([bench.watch])
    bench.store.register([bench.watch])


@pytest.mark.parametrize(
    ("said", "free", "told"),
    [
        ("disk I/O error", 0, "disk is full"),
        ("disk I/O error", 10**9, "database failed: disk I/O error"),
        (
            "attempt to write a readonly database",
            10**9,
            "{path} cannot be opened: .* no permission",
        ),
    ],
)
def test_what_went_wrong_while_writing_is_told_with_the_file(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, said: str, free: int, told: str
) -> None:
    """A disk without room for the file beside it fails otherwise than a full one."""
    monkeypatch.setenv("LISTENER_LANG", "en")
    usage = shutil.disk_usage(bench.path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=free))
    with (
        pytest.raises(StoreError, match=told.format(path=bench.path)),
        connection.writing(bench.store._connection),
    ):
        raise sqlite3.OperationalError(said)


def test_a_full_disk_stores_nothing_of_the_page_and_says_so(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is all there or not at all; with space again the walk is made again."""
    monkeypatch.setenv("LISTENER_LANG", "en")
    bench.site.size = 1000
    bench.site.items = posts(1000)
    pages = bench.sql("PRAGMA page_count")[0][0]
    bench.store._connection.execute(f"PRAGMA max_page_count = {pages}")
    run = bench.run()
    run.begin()
    with pytest.raises(StoreError, match="disk is full"):
        run.take(run.first(), Payload(body=b""))
    assert bench.ids() == set()
    bench.store._connection.execute("PRAGMA max_page_count = 1000000")
    bench.later(hours=1)
    bench.walk()
    assert len(bench.ids()) == 1000


def test_a_newer_database_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old listener does not touch what a newer one wrote."""
    monkeypatch.setenv("LISTENER_LANG", "en")
    path = tmp_path / "new.db"
    Store(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer listener"):
        Store(path)


def test_an_older_database_is_upgraded(tmp_path: Path) -> None:
    """A file from before the first migration gets the tables and keeps what it has."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("CREATE TABLE notes (text)")
        raw.execute("INSERT INTO notes VALUES ('mine')")
    with Store(path) as store:
        assert store._connection.execute("SELECT text FROM notes").fetchone()[0] == "mine"
        version = store._connection.execute("PRAGMA user_version").fetchone()[0]
    assert version == connection.VERSION


def test_what_is_no_database_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong path does not destroy the file that lies there."""
    monkeypatch.setenv("LISTENER_LANG", "es")
    path = tmp_path / "notes.txt"
    path.write_text("mis notas, que no son una base de datos " * 50)
    with pytest.raises(StoreError, match="no es una base de datos"):
        Store(path)
    assert path.read_text().startswith("mis notas")


def test_after_a_failure_at_its_new_address_the_old_one_has_its_turn(bench: Bench) -> None:
    """A feed that moved to a page that is no feed is found again where it was."""
    bench.site.first = lambda *_: Request(  # type: ignore[method-assign]
        url="https://old.example", cursor={"at": "0"}, conditional=True
    )
    bench.site.items = posts(3)
    run = bench.run()
    run.begin()
    run.take(run.first(), Payload(body=b""), moved_to="https://new.example")
    asked = []
    for _ in range(3):
        bench.later(hours=12)
        run = bench.run()
        run.begin()
        asked.append(run.first().url)
        run.fail(UnexpectedAnswer("no feed"))
    assert asked == ["https://new.example", "https://old.example", "https://new.example"]
