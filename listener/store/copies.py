"""Who says the same as somebody before: groups of copies, each brand's own.

A group is a first mention and the links whose `copy_of` names it. Only firsts have sketches, so
that ten thousand copies of one text make one entry. The first is the one that was stored first; of
one page, the one that was published first. One that turns up later and is older joins the group.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from itertools import chain

from msgspec import Struct

from listener.likeness import Words, alike, sketch
from listener.model import Author, Mention, Rating
from listener.store import sketches
from listener.store.batch import Batch
from listener.store.clock import BIN_SECONDS

LOOK_BACK = timedelta(days=30)
"""How far apart two mentions may be for one to be a copy, and how long sketches are kept."""

KEPT = 4
"""Values of a sketch by which a first can be found."""

RARE, CROWDED = 2, 16
"""A value that no more firsts share is worth a look; one that so many share says nothing: it comes
from a signature, or from a phrase that everybody uses. In between, two have to be shared."""

_CHUNK = 500
_TEXT = "m.id, m.native_id, m.title, m.text, m.author_name, m.rating_raw"


class Said(Struct, frozen=True, kw_only=True):
    """A mention that is to be placed: its key, when it counts, what it says."""

    key: int
    at: int
    mention: Mention
    sketch: tuple[int, ...]


class _First:
    """The first of a group, made ready to be compared when it has to be."""

    def __init__(self, key: int, at: int, mention: Mention) -> None:
        self.key, self.at = key, at
        self._mention = mention

    @cached_property
    def words(self) -> Words:
        return Words(self._mention)


def place(connection: sqlite3.Connection, brand: str, new: Iterable[Said]) -> dict[int, int]:
    """Of each that is a copy, the key of the first that said so to this brand.

    The others are firsts from now on. They are taken in the order of their own times: however a
    page is ordered, its groups are the same.
    """
    told = [said for said in new if said.sketch]
    if not told:
        return {}
    counted = Counter(chain.from_iterable(said.sketch for said in told))
    sharing = sketches.find(connection, counted.keys())
    shared = {value for value, count in counted.items() if count > 1} | sharing.keys()
    # Most say what nobody else says: they are firsts, and nothing is to be compared.
    alone = [said for said in told if shared.isdisjoint(said.sketch)]
    sketches.note(connection, ((value, said.key) for said in alone for value in said.sketch[:KEPT]))
    if len(alone) == len(told):
        return {}
    doubtful = [said for said in told if not shared.isdisjoint(said.sketch)]
    return _compared(connection, brand, sorted(doubtful, key=_order), sharing)


def _order(said: Said) -> tuple[int, str]:
    return said.at, said.mention.id


def _compared(
    connection: sqlite3.Connection,
    brand: str,
    told: Sequence[Said],
    sharing: dict[int, list[int]],
) -> dict[int, int]:
    """The copies among those that share a value with another; the rest are firsts."""
    stored = {key for said in told for key in _near(said.sketch, sharing)}
    firsts = _firsts(connection, brand, stored - {said.key for said in told})
    found: dict[int, int] = {}
    entries: list[tuple[int, int]] = []
    for said in told:
        one = _First(said.key, said.at, said.mention)
        near = [firsts[key] for key in _near(said.sketch, sharing) if key in firsts]
        first = _first_of(one, near) if near else None
        if first is not None:
            found[said.key] = first
            continue
        firsts[said.key] = one
        for value in _findable(said.sketch, sharing):
            sharing.setdefault(value, []).append(said.key)
            entries.append((value, said.key))
    sketches.note(connection, entries)
    return found


def _near(values: Iterable[int], sharing: Mapping[int, Sequence[int]]) -> set[int]:
    """Those that may say the same: it is compared in full only with them."""
    near: set[int] = set()
    once: set[int] = set()
    for value in values:
        if keys := sharing.get(value):
            near.update(keys if len(keys) <= RARE else once.intersection(keys))
            once.update(keys)
    return near


def _firsts(connection: sqlite3.Connection, brand: str, keys: Iterable[int]) -> dict[int, _First]:
    """Those of them that are firsts for this brand."""
    found: dict[int, _First] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        rows = connection.execute(
            # From each mention to its links: by the brand, all that it has would be gone through.
            f"SELECT {_TEXT}, b.at FROM mentions m CROSS JOIN brand_links b"
            f" WHERE m.id IN ({','.join('?' * len(chunk))})"
            " AND b.mention_id = m.id AND +b.brand = ? AND b.copy_of IS NULL",
            (*chunk, brand),
        )
        found |= {row["id"]: _First(row["id"], row["at"], _said_in(row)) for row in rows}
    return found


def _said_in(row: sqlite3.Row) -> Mention:
    """As much of a stored mention as is compared."""
    return Mention(
        id=row["native_id"],
        title=row["title"],
        text=row["text"],
        author=Author(name=row["author_name"]),
        rating=None if row["rating_raw"] is None else Rating(row["rating_raw"]),
    )


def _first_of(one: _First, near: Sequence[_First]) -> int | None:
    """The earliest of those that say the same and are not too far off in time."""
    for other in sorted(near, key=lambda each: (each.at, each.key)):
        if abs(one.at - other.at) <= LOOK_BACK.total_seconds() and one.words.alike(other.words):
            return other.key
    return None


def _findable(values: Sequence[int], sharing: Mapping[int, Sequence[int]]) -> list[int]:
    """The values to find a first by: the best that are not everybody's."""
    return [value for value in values if len(sharing.get(value, ())) < CROWDED][:KEPT]


def link(connection: sqlite3.Connection, brand: str, keys: Sequence[int]) -> None:
    """Place what is stored already and has just been linked to this brand too."""
    new: list[Said] = []
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        rows = connection.execute(
            f"SELECT {_TEXT}, b.at FROM mentions m CROSS JOIN brand_links b"
            f" WHERE m.id IN ({','.join('?' * len(chunk))})"
            " AND b.mention_id = m.id AND +b.brand = ?",
            (*chunk, brand),
        )
        for row in rows:
            mention = _said_in(row)
            new.append(Said(key=row["id"], at=row["at"], mention=mention, sketch=sketch(mention)))
    connection.executemany(
        "UPDATE brand_links SET copy_of = ? WHERE brand = ? AND mention_id = ?",
        [(first, brand, key) for key, first in place(connection, brand, new).items()],
    )


def follow(connection: sqlite3.Connection, old: sqlite3.Row, mention: Mention) -> None:
    """Where an edited mention belongs now, for every brand; it is in no sums meanwhile.

    What still says the same stays in its group. A first that says something else leaves its copies
    to the earliest of them.
    """
    before, values = _said_in(old), sketch(mention)
    erase(connection, old)
    links = connection.execute(
        "SELECT brand, at, copy_of FROM brand_links WHERE mention_id = ? ORDER BY brand",
        (old["id"],),
    ).fetchall()
    for row in links:
        if row["copy_of"] is not None and _still(connection, row["copy_of"], mention):
            continue
        if row["copy_of"] is None and alike(before, mention):
            sketches.note(connection, [(value, old["id"]) for value in values[:KEPT]])
            continue
        leave(connection, row["brand"], [old["id"]])
        said = Said(key=old["id"], at=row["at"], mention=mention, sketch=values)
        first = place(connection, row["brand"], [said]).get(old["id"])
        connection.execute(
            "UPDATE brand_links SET copy_of = ? WHERE brand = ? AND mention_id = ?",
            (first, row["brand"], old["id"]),
        )


def erase(connection: sqlite3.Connection, old: sqlite3.Row) -> None:
    """Drop the sketch of a text that is no longer there."""
    sketches.drop(connection, [(value, old["id"]) for value in sketch(_said_in(old))])


def _still(connection: sqlite3.Connection, first: int, mention: Mention) -> bool:
    row = connection.execute(f"SELECT {_TEXT} FROM mentions m WHERE id = ?", (first,)).fetchone()
    return row is not None and alike(_said_in(row), mention)


def leave(connection: sqlite3.Connection, brand: str, keys: Sequence[int]) -> None:
    """Let those of them that are firsts go: the earliest copy takes the place of each.

    It counts as no copy from then on.
    """
    for key in keys:
        heir = connection.execute(
            f"SELECT {_TEXT}, m.source, coalesce(b.towards, m.label) AS label, m.published_at,"
            " b.at"
            " FROM brand_links b"
            " JOIN mentions m ON m.id = b.mention_id WHERE b.copy_of = ? AND b.brand = ?"
            " ORDER BY b.at, b.mention_id LIMIT 1",
            (key, brand),
        ).fetchone()
        if heir is not None:
            _inherit(connection, brand, key, heir)


def _inherit(connection: sqlite3.Connection, brand: str, first: int, heir: sqlite3.Row) -> None:
    connection.execute(
        "UPDATE brand_links SET copy_of = nullif(?, mention_id) WHERE copy_of = ? AND brand = ?",
        (heir["id"], first, brand),
    )
    table = "rollup_undated" if heir["published_at"] is None else "rollups"
    connection.execute(
        f"UPDATE {table} SET copies = copies - 1, negative_copies = negative_copies - ?"
        " WHERE brand = ? AND source = ? AND bin = ?",
        (
            heir["label"] == "negative",
            brand,
            heir["source"],
            heir["at"] - heir["at"] % BIN_SECONDS,
        ),
    )
    values = sketch(_said_in(heir))[:KEPT]
    sketches.note(connection, [(value, heir["id"]) for value in values])


def forget(connection: sqlite3.Connection, batch: Batch) -> None:
    """With the first walk of a day, drop the sketches of what was stored too long ago."""
    last = connection.execute(
        "SELECT started_at FROM walks WHERE id = ?", (batch.walk.walk_id - 1,)
    ).fetchone()
    if last is not None and last[0] // 86_400 == batch.walk.started_at.timestamp() // 86_400:
        return
    since = int((batch.now - LOOK_BACK).timestamp())
    sketches.forget(connection, _first_stored(connection, since))


def _first_stored(connection: sqlite3.Connection, since: int) -> int:
    """The key of the first mention that was stored since then: keys rise with that time."""
    low = 1
    high = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM mentions").fetchone()[0]
    while low < high:
        middle = (low + high) // 2
        seen = connection.execute(
            "SELECT first_seen_at FROM mentions WHERE id >= ? ORDER BY id LIMIT 1", (middle,)
        ).fetchone()[0]
        low, high = (middle + 1, high) if seen < since else (low, middle)
    return int(low)
