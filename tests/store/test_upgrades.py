"""A database of an older listener is upgraded where it lies, and keeps all that it has."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from listener.store import Store
from listener.store.connection import VERSION
from listener.store.migrations import STEPS
from tests.store.conftest import T0

if TYPE_CHECKING:
    from sqlite_utils import Database

WEEK = timedelta(days=7)
AT = int(T0.timestamp())
NAMES = [
    "0001_first",
    "0002_listing_totals",
    "0003_answers",
    "0004_late",
    "0005_everywhere",
    "0006_felt",
    "0007_detector",
    "0008_outages",
    "0009_outgoing",
]


def _run(statements: Sequence[str], db: Database) -> None:
    for statement in statements:
        db.conn.execute(statement)


@contextmanager
def older(path: Path, version: int) -> Iterator[sqlite3.Connection]:
    """A database as that version made it, open for what it held."""
    from sqlite_utils import Database, Migrations

    migrations = Migrations("listener")
    for name, statements in list(STEPS.items())[:version]:
        migrations(name=name)(partial(_run, statements))

    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        migrations.apply(Database(raw))
        raw.execute(f"PRAGMA user_version = {version}")
        raw.execute(
            "INSERT INTO watches (key, brand, source, title) VALUES ('a/b/c', 'a', 'b', 'mine')"
        )
        yield raw


def _fill(raw: sqlite3.Connection) -> None:
    """A review with stars, whose answer was edited once, and what the shop counts."""
    raw.execute(
        "INSERT INTO mentions (source, native_id, id_kind, kind, url, title, text, published_at,"
        " precision, first_seen_at, last_seen_at, subject, stars, label, polarity, content_hash)"
        " VALUES ('b', 'r1', 'native', 'review', '', 'Uno', 'flojo', ?, 'second', ?, ?, 'c', 1,"
        " 'negative', -0.5, x'00')",
        (AT, AT, AT),
    )
    raw.execute("INSERT INTO mentions_fts (rowid, title, text) VALUES (1, 'Uno', 'flojo')")
    raw.execute("INSERT INTO brand_links VALUES ('a', ?, 1, 1, '')", (AT,))
    for hours, text in ((2, "Perdón"), (30, "Mil perdones")):
        raw.execute(
            "INSERT INTO replies (mention_id, native_id, text, at, time_kind, first_seen_at)"
            " VALUES (1, 'owner', ?, ?, 'modified', ?)",
            (text, AT + hours * 3600, AT + hours * 3600),
        )
    raw.execute("INSERT INTO listing_totals (watch_id, at, count) VALUES (1, ?, 9)", (AT,))


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_older_database_is_upgraded_once(tmp_path: Path, version: int) -> None:
    """It gets what is new, keeps all that it has, and is not upgraded twice."""
    path = tmp_path / "old.db"
    with older(path, version):
        pass
    for _ in range(2):
        with Store(path) as store:
            connection = store._connection
            assert connection.execute("SELECT title FROM watches").fetchone()[0] == "mine"
            assert connection.execute("SELECT count(*) FROM listing_totals").fetchone()[0] == 0
            assert connection.execute("SELECT count(*) FROM answers").fetchone()[0] == 0
            assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION == 9
            assert [status.totals for status in store.statuses()] == [None]
            names = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
            assert [name for (name,) in names] == NAMES


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_upgraded_database_is_laid_out_like_a_new_one(tmp_path: Path, version: int) -> None:
    """Whoever reads it with another tool finds the same columns in both, in the same order."""
    with older(tmp_path / "old.db", version):
        pass
    Store(tmp_path / "old.db").close()
    Store(tmp_path / "new.db").close()
    assert _layout(tmp_path / "old.db") == _layout(tmp_path / "new.db")


def _layout(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%sqlite%' ORDER BY name"
        ).fetchall()


def test_reviews_and_answers_of_version_2_are_read_as_before(tmp_path: Path) -> None:
    """The text, the stars, the totals, the search; the first answer's time is still the first."""
    path = tmp_path / "two.db"
    with older(path, 2) as raw:
        _fill(raw)
    with Store(path) as store:
        (stored,) = store.mentions(text="flojo")
        (life,) = store.reviews("a", T0 - WEEK, T0 + WEEK)
        (status,) = store.statuses("a")
        assert (stored.mention.title, stored.mention.item) == ("Uno", None)
        assert (life.answered, life.answered_at) == (True, T0 + timedelta(hours=2))
        assert status.totals is not None
        assert status.totals.count == 9


def test_of_an_answer_that_version_2_saw_edited_the_last_text_stands(tmp_path: Path) -> None:
    """The earlier ones were replaced when the next was first seen."""
    path = tmp_path / "two.db"
    with older(path, 2) as raw:
        _fill(raw)
    with Store(path) as store:
        rows = store._connection.execute(
            "SELECT text, state, replaced_at, gone_at FROM replies ORDER BY id"
        )
        assert [tuple(row) for row in rows] == [
            ("Perdón", "published", AT + 30 * 3600, None),
            ("Mil perdones", "published", None, None),
        ]


@pytest.mark.parametrize("version", range(1, 7))
def test_low_stars_that_are_stored_are_counted_with_the_upgrade(
    tmp_path: Path, version: int
) -> None:
    """One and two stars of five, of each quarter and brand; what is not dated is in none."""
    path = tmp_path / "old.db"
    with older(path, version) as raw:
        for number, stars in enumerate((1, 2, 3, None, 5, 1)):
            at = None if number == 5 else AT + 60 * number
            raw.execute(
                "INSERT INTO mentions (source, native_id, id_kind, kind, url, title, text,"
                " published_at, precision, first_seen_at, last_seen_at, stars, label, polarity,"
                " content_hash) VALUES ('b', ?, 'native', 'review', '', '', '', ?, 'second', ?, ?,"
                " ?, 'neutral', 0, x'00')",
                (f"r{number}", at, AT, AT, stars),
            )
            raw.execute(
                "INSERT INTO brand_links (brand, at, mention_id, watch_id, queries)"
                " VALUES ('a', ?, ?, 1, '')",
                (AT, number + 1),
            )
        raw.execute(
            "INSERT INTO rollups (brand, source, bin, items, negatives, positives, polarity_sum,"
            " rated, stars_sum) VALUES ('a', 'b', ?, 5, 0, 0, 0, 4, 11)",
            (AT,),
        )
    with Store(path) as store:
        (series,) = store.series("a", T0 - WEEK, T0 + WEEK)
        assert [(each.rated, each.low_rated) for each in series.bins] == [(4, 2)]


def test_mails_that_went_out_before_have_their_threads(tmp_path: Path) -> None:
    """What follows answers to them, and does not take their name."""
    file = tmp_path / "old.db"
    with older(file, 8) as raw:
        raw.execute(
            "INSERT INTO incidents (id, brand, source, state, opened_at, updated_at, detail)"
            " VALUES (7, 'acme', 'feeds', 'open', 1000, 1000, '{}')"
        )
        raw.execute(
            "INSERT INTO deliveries (incident_id, event, brand, channel, recipient, payload, state,"
            " created_at, attempts, last_error)"
            " VALUES (7, 'opened', 'acme', 'email', 'a@example.com', x'', 'sent', 1000, 1, '')"
        )
    with Store(file) as store:
        (told,) = store.told([7], T0)
    assert (told.thread, told.event, told.waits) == ("acme.feeds.1000", "opened", False)
