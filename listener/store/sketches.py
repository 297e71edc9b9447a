"""By which values the firsts of groups are found: written in passing, sorted now and then.

A text's values stand anywhere among all: put in order at once, the four of each mention would touch
a page of the file each. So those of a page of mentions go to the end of a log, as one row, which
each connection keeps in memory as it grows; a full log is sorted into buckets. Most values are in
none: a filter of some bits a value, kept in memory too, tells which are worth a look.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from struct import iter_unpack, pack

Entry = tuple[int, int]
"""A value and the key of a mention that has it: 32 bits each, the low byte first."""

LOG = 16_384
"""Entries from which the log is sorted into the buckets."""

BUCKET = 200
"""Entries that a bucket has at most on average; beyond, there are twice as many buckets."""

FILTER = 2048
"""Bits of the filter for each bucket: ten and more for an entry, so that one in ten misleads."""

_CHUNK = 500
_ENTRY = "<II"


class Remembering(sqlite3.Connection):
    """A connection that remembers what it has read of the sketches."""

    sketches: Memory | None = None


class Memory:
    """The log by value, up to where it was read, and the filter of what was sorted before."""

    def __init__(self, sorting: int | None, bits: bytes) -> None:
        self.sorting, self.bits = sorting, bits
        self.read, self.entries = 0, 0
        self._keys: dict[int, int] = {}
        self._more: dict[int, list[int]] = {}

    def catch_up(self, connection: sqlite3.Connection) -> None:
        """Read what was added to the log, by whomever."""
        keys, more = self._keys, self._more
        rows = connection.execute(
            "SELECT id, entries FROM sketch_log WHERE id > ? ORDER BY id", (self.read,)
        )
        for number, entries in rows:
            self.read = number
            self.entries += len(entries) // 8
            for value, key in iter_unpack(_ENTRY, entries):
                if value in keys:
                    more.setdefault(value, []).append(key)
                else:
                    keys[value] = key

    def logged(self, values: Collection[int]) -> dict[int, list[int]]:
        """Those of the values that are in the log, and the keys of their mentions."""
        keys, more = self._keys, self._more
        return {value: [keys[value], *more.get(value, ())] for value in values if value in keys}

    def likely(self, values: Iterable[int]) -> list[int]:
        """Those that may be in a bucket."""
        bits, last = self.bits, 8 * len(self.bits) - 1
        if not bits:
            return []
        return [value for value in values if bits[(value & last) >> 3] >> (value & 7) & 1]


def find(connection: sqlite3.Connection, values: Collection[int]) -> dict[int, list[int]]:
    """The mentions that have each of these values; some may have had it until lately."""
    memory = _memory(connection)
    memory.catch_up(connection)
    found = memory.logged(values)
    likely = memory.likely(values)
    stored = _stored(connection, likely, 8 * len(memory.bits) // FILTER)
    for value, keys in stored.items():
        found[value] = keys + found.get(value, [])
    return {value: list(dict.fromkeys(keys)) for value, keys in found.items()}


def _stored(
    connection: sqlite3.Connection, values: Sequence[int], count: int
) -> dict[int, list[int]]:
    """What the buckets have of these values."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for value in values:
        wanted[value % count].add(value)
    found: dict[int, list[int]] = defaultdict(list)
    for bucket, entries in _read(connection, sorted(wanted)):
        sought = wanted[bucket]
        # Most were likely only: a search for their bytes says so sooner than a look at each entry.
        if any(value.to_bytes(4, "little") in entries for value in sought):
            for value, key in iter_unpack(_ENTRY, entries):
                if value in sought:
                    found[value].append(key)
    return found


def _read(connection: sqlite3.Connection, buckets: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    for start in range(0, len(buckets), _CHUNK):
        chunk = buckets[start : start + _CHUNK]
        yield from connection.execute(
            f"SELECT bucket, entries FROM sketches WHERE bucket IN ({','.join('?' * len(chunk))})",
            chunk,
        )


def note(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Let these mentions be found by these values from now on."""
    packed = _packed(entries)
    if not packed:
        return
    connection.execute("INSERT INTO sketch_log (entries) VALUES (?)", (packed,))
    memory = _memory(connection)
    if memory.entries + len(packed) // 8 >= LOG:
        _sort(connection)


def drop(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Take these out; who has them in memory finds a text there that says something else."""
    count = _count(connection)
    for entry in entries:
        logged = connection.execute(
            "SELECT id, entries FROM sketch_log WHERE instr(entries, ?)", (pack(_ENTRY, *entry),)
        )
        for number, packed in logged.fetchall():
            connection.execute(
                "UPDATE sketch_log SET entries = ? WHERE id = ?", (_without(packed, entry), number)
            )
        for bucket, packed in list(_read(connection, [entry[0] % count] if count else [])):
            connection.execute(
                "UPDATE sketches SET entries = ? WHERE bucket = ?",
                (_without(packed, entry), bucket),
            )


def _without(packed: bytes, gone: Entry) -> bytes:
    return _packed(entry for entry in iter_unpack(_ENTRY, packed) if entry != gone)


def forget(connection: sqlite3.Connection, before: int) -> None:
    """Drop the entries of all mentions with lower keys than this."""
    _sort(connection, before)


def everything(connection: sqlite3.Connection) -> Iterator[Entry]:
    """All entries, those of the buckets first."""
    for table in ("sketches", "sketch_log"):
        for (entries,) in connection.execute(f"SELECT entries FROM {table}"):
            yield from iter_unpack(_ENTRY, entries)


def _sort(connection: sqlite3.Connection, before: int = 0) -> None:
    """Move the log into the buckets, into more of them if they have become full."""
    count, size = connection.execute(
        "SELECT count(*), total(length(entries)) / 8 FROM sketches"
    ).fetchone()
    wanted = count or 1
    while size + LOG > wanted * BUCKET:
        wanted *= 2
    bits = bytearray(_memory(connection).bits)
    if before or wanted > count:
        bits = _divide(connection, count, wanted, before)
    rows = connection.execute("SELECT entries FROM sketch_log").fetchall()
    logged = chain.from_iterable(iter_unpack(_ENTRY, row[0]) for row in rows)
    added = _grouped((entry for entry in logged if entry[1] >= before), wanted)
    for bucket, entries in list(_read(connection, sorted(added))):
        connection.execute(
            "UPDATE sketches SET entries = ? WHERE bucket = ?",
            (entries + _flat(added[bucket]), bucket),
        )
        _mark(bits, added[bucket][::2])
    _begin(connection, bits)


def _divide(connection: sqlite3.Connection, count: int, wanted: int, before: int) -> bytearray:
    """Make so many buckets of those that there are, one by one, without what is older.

    The new filter.
    """
    bits = bytearray(wanted * FILTER // 8)
    for bucket in range(count or wanted):
        rows = list(_read(connection, [bucket]))
        kept = (entry for _, old in rows for entry in iter_unpack(_ENTRY, old))
        grouped = _grouped((entry for entry in kept if entry[1] >= before), wanted)
        for part in range(bucket, wanted, count or wanted):
            _mark(bits, grouped[part][::2])
            connection.execute(
                "INSERT OR REPLACE INTO sketches VALUES (?, ?)", (part, _flat(grouped[part]))
            )
    return bits


def _grouped(entries: Iterable[Entry], count: int) -> dict[int, list[int]]:
    """The values and keys of each bucket, in turn."""
    grouped: dict[int, list[int]] = defaultdict(list)
    for entry in entries:
        grouped[entry[0] % count] += entry
    return grouped


def _mark(bits: bytearray, values: Iterable[int]) -> None:
    """Let the filter know these as well."""
    last = 8 * len(bits) - 1
    for value in values:
        bits[(value & last) >> 3] |= 1 << (value & 7)


def _begin(connection: sqlite3.Connection, bits: bytearray) -> None:
    """Begin the log anew; the number of the filter grows, by which all see that it was sorted."""
    connection.execute("DELETE FROM sketch_log")
    connection.execute("INSERT INTO sketch_filter (bits) VALUES (?)", (bytes(bits),))
    connection.execute("DELETE FROM sketch_filter WHERE id < last_insert_rowid()")


def _packed(entries: Iterable[Entry]) -> bytes:
    return _flat(list(chain.from_iterable(entries)))


def _flat(numbers: Sequence[int]) -> bytes:
    return pack(f"<{len(numbers)}I", *numbers)


def _count(connection: sqlite3.Connection) -> int:
    """How many buckets there are: all of them are rows, be they empty."""
    row = connection.execute("SELECT coalesce(max(bucket) + 1, 0) FROM sketches").fetchone()
    return int(row[0])


def _memory(connection: sqlite3.Connection) -> Memory:
    """What this connection has read since the log was sorted last."""
    sorting = connection.execute("SELECT max(id) FROM sketch_filter").fetchone()[0]
    memory = getattr(connection, "sketches", None)
    if not isinstance(memory, Memory) or memory.sorting != sorting:
        row = connection.execute("SELECT bits FROM sketch_filter WHERE id = ?", (sorting,))
        memory = Memory(sorting, (row.fetchone() or (b"",))[0])
        if isinstance(connection, Remembering):
            connection.sketches = memory
    return memory
