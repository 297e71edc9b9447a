"""By which values mentions are found: whatever is written in which order, by whichever process."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listener.store import sketches
from listener.store.connection import connect, rehearsing, writing

VALUES = st.integers(0, 40) | st.sampled_from([2**32 - 1, 2**31, 0x01000000, 256])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["note", "note", "note", "drop", "forget", "rehearse"]),
        st.integers(0, 1),
        st.lists(st.tuples(VALUES, st.integers(1, 60)), max_size=8),
    ),
    max_size=20,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sketches")


@settings(max_examples=60, deadline=None)
@given(steps=STEPS, log=st.integers(1, 40), size=st.integers(1, 30))
def test_what_is_noted_is_found(folder: Path, steps: list, log: int, size: int) -> None:
    """By two processes in turn, however often the log is sorted; what is dropped is nowhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sketches, "LOG", log)
        patch.setattr(sketches, "BUCKET", size)
        both = connect(folder / "a.db"), connect(folder / "a.db")
        for table in ("sketches", "sketch_log", "sketch_filter"):
            both[0].execute(f"DELETE FROM {table}")
        kept: set[tuple[int, int]] = set()
        for step, which, entries in steps:
            kept = _take(both[which], step, entries, kept)
            assert set(sketches.everything(both[1 - which])) == kept
            assert kept <= _found(both[1 - which], kept, entries)
        for connection in both:
            connection.close()


def _take(connection, step: str, entries: list, kept: set) -> set:  # type: ignore[no-untyped-def]
    if step == "rehearse":
        with rehearsing(connection):
            sketches.note(connection, entries)
            assert set(entries) <= _found(connection, kept, entries)
        return kept
    with writing(connection):
        if step == "note":
            sketches.find(connection, {value for value, _ in entries})
            sketches.note(connection, entries)
            return kept | set(entries)
        if step == "drop":
            sketches.drop(connection, entries)
            return kept - set(entries)
        before = min((key for _, key in entries), default=0)
        sketches.forget(connection, before)
        return {entry for entry in kept if entry[1] >= before}


def _found(connection, kept: set, entries: list) -> set:  # type: ignore[no-untyped-def]
    values = {value for value, _ in kept | set(entries)}
    found = sketches.find(connection, values)
    return {(value, key) for value, keys in found.items() for key in keys}


def test_a_page_of_mentions_touches_few_pages_of_the_file(tmp_path: Path) -> None:
    """Fifty mentions among a hundred thousand values: their own come to the end of a log."""
    connection = connect(tmp_path / "a.db")
    with writing(connection):
        for page in range(30):
            sketches.note(connection, _made_up(page, 1000))
            sketches.find(connection, {0})
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with writing(connection):
        sketches.note(connection, _made_up(99, 50))
    assert (tmp_path / "a.db-wal").stat().st_size < 8 * 4200
    by_value = defaultdict(set)
    for value, key in sketches.everything(connection):
        by_value[value].add(key)
    sought = [value for value, _ in _made_up(3, 50) + _made_up(99, 5)] + list(range(5000))
    found = sketches.find(connection, sought)
    assert {value: set(keys) for value, keys in found.items()} == {
        value: by_value[value] for value in sought if value in by_value
    }
    connection.close()


def _made_up(page: int, count: int) -> list[tuple[int, int]]:
    """Four values for each of so many mentions."""
    keys = range(page * 1000 + 1, page * 1000 + count + 1)
    return [((4 * key + n) * 2654435761 % 2**32, key) for key in keys for n in range(4)]
