"""The benchmark of digests: its store holds what it says, and both ways tell the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks import by_rows, digest
from benchmarks.agency import LOUD, LOUD_A_DAY, NOW, agency, build, busy
from listener.store import Store

SIZE = 3_000


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("agency") / "listener.db"
    build(file, agency(SIZE))
    return file


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path) as opened:
        yield opened


def test_a_larger_store_has_more_brands_and_a_longer_past_and_the_brand_as_much_a_day() -> None:
    """A digest of the loud brand tells of the same number of mentions at one million and five."""
    small, large = agency(1_000_000), agency(5_000_000)
    assert len(large.brands) > len(small.brands)
    assert large.days > small.days
    for each in (small, large):
        assert each.shares.sum() == pytest.approx(1)
        assert each.shares[0] * each.a_day == pytest.approx(LOUD_A_DAY)


def test_a_busy_brand_has_it_all_within_a_month() -> None:
    """Five times as many mentions lie in the same quarters of an hour."""
    small, large = busy(1_000_000), busy(5_000_000)
    assert small.days == large.days == 30
    assert small.brands == large.brands == (LOUD,)


def test_the_times_of_the_two_halves_agree() -> None:
    """Who starts the processes asks for the moment at which the stores end."""
    assert datetime.fromtimestamp(digest.NOW, UTC) == NOW


def test_the_store_holds_as_many_as_were_asked_for_with_all_their_rows(store: Store) -> None:
    """Mentions, sentiments, links and those that are hidden add up; triggers are back."""
    connection = store._connection
    count = {
        name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        for name in ("mentions", "sentiments", "brand_links", "hidden_links", "replies", "coverage")
    }
    assert count["mentions"] == count["sentiments"] == SIZE
    assert count["brand_links"] + count["hidden_links"] == SIZE
    assert count["replies"] > 0
    assert count["coverage"] > 0
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert {"mentions_key", "brand_links_mention", "rollups_insert"} <= names


@pytest.mark.parametrize("days", [1, 7, 28])
def test_our_sums_and_those_over_rows_are_the_same(store: Store, days: int) -> None:
    """What is compared is compared at the same figures."""
    since = NOW - timedelta(days=days)
    ours = store.report(LOUD, "Acme", "UTC", since, NOW)
    values = {"brand": LOUD, "since": int(since.timestamp()), "until": int(NOW.timestamp())}
    for name, sums in (("by source", ours.by_source), ("the period before", None)):
        rows = store._connection.execute(by_rows.TABLES[name], values).fetchall()
        if sums is None:
            assert sum(row[1] for row in rows) == ours.previous.items
        else:
            told = {row[0]: tuple(row)[1:4] for row in rows}
            assert told == {
                source: (each.items, each.negatives, each.positives)
                for source, each in sums.items()
            }
    assert ours.totals.items > 0


@pytest.mark.parametrize("way", ["tables", "view"])
def test_the_peer_answers_every_question(path: Path, way: str) -> None:
    """No question of the peer is empty, in a process that knows nothing of listener."""
    since, until = int((NOW - timedelta(days=28)).timestamp()), int(NOW.timestamp())
    told = subprocess.run(
        [sys.executable, by_rows.__file__, str(path), LOUD, str(since), str(until), way],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": ""},
    ).stdout
    for name in by_rows.VIEW if way == "view" else by_rows.TABLES:
        assert f"\n{name}: " in told
    assert ": 0 rows" not in told
