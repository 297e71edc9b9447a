"""The hot path: one page in, one transaction.

Measured: full-text indexing is three quarters of the cost of storing, and one set-based insert
per transaction costs half of what row triggers do; so rows go through a staging table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from listener.model import Mention
from listener.store import answers, arrivals, copies, erasing, labelled, replies, rollups, spoken
from listener.store.batch import Batch, Known, Saved, Scored
from listener.store.mentions import mention_at
from listener.store.staging import GIVEN, fill, said, seconds, staged

_CHUNK = 500


def known(
    connection: sqlite3.Connection, brand: str, source: str, ids: Sequence[str]
) -> dict[str, Known]:
    """What is stored of these ids of a source."""
    found: dict[str, Known] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        rows = connection.execute(
            "SELECT native_id, id, content_hash, first_seen_at, EXISTS (SELECT 1 FROM brand_links"
            " WHERE mention_id = mentions.id AND brand = ?), (SELECT reason FROM hidden_links"
            " WHERE mention_id = mentions.id AND brand = ?) FROM mentions"
            f" WHERE source = ? AND native_id IN ({marks})",
            (brand, brand, source, *chunk),
        )
        for native_id, key, content_hash, first_seen, linked, hidden in rows:
            found[native_id] = Known(
                key=key,
                content_hash=content_hash,
                first_seen_at=datetime.fromtimestamp(first_seen, UTC),
                linked=bool(linked or hidden),
                hidden=hidden or "",
            )
    return found


def store_items(connection: sqlite3.Connection, batch: Batch) -> Saved:
    """Write what is new, changed and seen of a page, inside the transaction that is open."""
    now = int(batch.now.timestamp())
    existing = known(
        connection,
        batch.walk.brand,
        batch.walk.source,
        [scored.mention.id for scored in batch.fresh],
    )
    new = [scored for scored in batch.fresh if scored.mention.id not in existing]
    if new:
        _insert(connection, batch, new, now)
        arrivals.note(connection, batch, new)
    changed = _update(connection, batch, existing, now)
    touch(connection, batch.seen, now)
    if batch.totals is not None:
        _take_over(connection, batch)
    _relink(connection, batch, existing)
    return Saved(new=len(new), changed=changed, seen=len(batch.fresh) - len(new) + len(batch.seen))


def _insert(connection: sqlite3.Connection, batch: Batch, new: Sequence[Scored], now: int) -> None:
    top = connection.execute("SELECT coalesce(max(id), 0) FROM mentions").fetchone()[0]
    # When the walk began, not this page: a bookmark vouches for all that its walk has stored.
    first_seen = int(batch.walk.started_at.timestamp())
    told = [said(scored, key, first_seen) for key, scored in enumerate(new, start=top + 1)]
    firsts = copies.place(connection, batch.walk.brand, told)
    rows = [
        (*staged(scored, key, now), firsts.get(key))
        for key, scored in enumerate(new, start=top + 1)
    ]
    fill(connection, rows)
    connection.execute(
        f"INSERT INTO mentions (source, first_seen_at, last_seen_at, {GIVEN})"
        f" SELECT ?, ?, ?, {GIVEN} FROM stage",
        (batch.walk.source, first_seen, now),
    )
    connection.execute(
        "INSERT INTO mentions_fts (rowid, title, text) SELECT id, title, text FROM stage"
    )
    connection.execute(
        "INSERT INTO sentiments SELECT id, model, text_label, polarity, confidence, identified,"
        " ?, negative, positive, vader, NULL FROM stage",
        (now,),
    )
    connection.execute(
        "INSERT INTO brand_links SELECT ?, coalesce(published_at, ?), id, ?, queries, copy_of,"
        " towards FROM stage ORDER BY 2, 3",
        (batch.walk.brand, first_seen, batch.walk.watch_id),
    )
    rollups.add_staged(connection, batch.walk.brand, batch.walk.source, first_seen)
    spoken.insert(connection, ((key, each.aspects) for key, each in enumerate(new, start=top + 1)))
    for key, scored in enumerate(new, start=top + 1):
        if scored.mention.replies:
            replies.note(connection, key, scored.mention.replies, now)


def _update(
    connection: sqlite3.Connection, batch: Batch, existing: Mapping[str, Known], now: int
) -> int:
    """Write what has changed; a page read twice at once changes nothing the second time."""
    changed = 0
    for scored in batch.fresh:
        before = existing.get(scored.mention.id)
        if before is None:
            continue
        if before.content_hash == scored.mention.content_hash:
            touch(connection, () if batch.imported else [before.key], now)
            continue
        change(
            connection,
            before.key,
            scored,
            now,
            imported=batch.imported,
            erases=batch.erases,
            brand=batch.walk.brand,
        )
        changed += 1
    return changed


def change(
    connection: sqlite3.Connection,
    key: int,
    scored: Scored,
    now: int,
    *,
    imported: bool = False,
    erases: bool = False,
    brand: str | None = None,
) -> None:
    """The new text in place of the old, which becomes a version; sums move with it.

    It was enriched for that brand.
    """
    mention = scored.mention
    old = connection.execute("SELECT * FROM mentions WHERE id = ?", (key,)).fetchone()
    if mention.deleted and erases:
        erasing.erase(connection, key, now, mention)
        return
    if mention.deleted and not mention.text:
        _note_deletion(connection, old, mention, now)
        return
    stars = mention.rating and mention.rating.raw
    before = (old["title"], old["text"], old["rating_raw"])
    same = before == (mention.title, mention.text, stars)
    # A file is read long after; the change was when it says.
    keeps_time = same or (imported and not mention.edited_at)
    edited_at = old["edited_at"] if keeps_time else seconds(mention.edited_at) or now
    if not same and old["erased_at"] is None:
        _keep_version(connection, old, (imported and edited_at) or now)
    if not same:
        _index_anew(connection, key, old, mention)
    # Even of the same words: another model, or another brand's languages, may feel otherwise.
    with rollups.moving(connection, {each: [key] for each in _brands(connection, key)}):
        if before[:2] != (mention.title, mention.text):
            copies.follow(connection, old, mention)
            labelled.edited(connection, key, now)
        _rewrite(connection, old, scored, now, edited_at=edited_at)
        labelled.feel_anew(connection, key, scored, brand)
    if old["erased_at"] is not None:
        erasing.put_back(connection, key, mention)
    if before[:2] != (mention.title, mention.text):
        # What other models said of it, they said of another text.
        connection.execute("DELETE FROM sentiments WHERE mention_id = ?", (key,))
    note_sentiment(connection, key, scored, now)
    replies.note(connection, key, mention.replies, now)
    answers.follow(connection, key, mention, now)


def _note_deletion(
    connection: sqlite3.Connection, old: sqlite3.Row, mention: Mention, now: int
) -> None:
    """A deletion takes the text away at the source; what was said stays on record here."""
    connection.execute(
        "UPDATE mentions SET gone_at = ?, last_seen_at = ?, absences = 0, content_hash = ?"
        " WHERE id = ?",
        (old["gone_at"] or now, now, mention.content_hash, old["id"]),
    )


def _rewrite(
    connection: sqlite3.Connection,
    old: sqlite3.Row,
    scored: Scored,
    now: int,
    *,
    edited_at: int | None,
) -> None:
    """`published_at` stays what it first was: an edit must not travel in time."""
    mention, rating = scored.mention, scored.mention.rating
    connection.execute(
        "UPDATE mentions SET title = ?, text = ?, rating_raw = ?, rating_worst = ?,"
        " rating_best = ?, stars = ?, label = ?, polarity = ?, edited_at = ?, last_seen_at = ?,"
        " gone_at = ?, absences = 0, item = coalesce(?, item), version = coalesce(?, version),"
        " content_hash = ? WHERE id = ?",
        (
            mention.title,
            mention.text,
            rating and rating.raw,
            rating and rating.worst,
            rating and rating.best,
            rating and rating.stars,
            rating.label if rating else scored.sentiment.label,
            scored.sentiment.polarity,
            edited_at,
            now,
            (old["gone_at"] or now) if mention.deleted else None,
            mention.item,
            mention.version,
            mention.content_hash,
            old["id"],
        ),
    )


def note_sentiment(connection: sqlite3.Connection, key: int, scored: Scored, now: int) -> None:
    """Put a sentiment in force, and what goes with it; what another model says stays beside it."""
    sentiment = scored.sentiment
    connection.execute(
        "UPDATE sentiments SET replaced_at = ? WHERE mention_id = ? AND replaced_at IS NULL",
        (now, key),
    )
    connection.execute(
        "INSERT OR REPLACE INTO sentiments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        (
            key,
            sentiment.model,
            sentiment.label,
            sentiment.polarity,
            sentiment.confidence,
            sentiment.language,
            now,
            sentiment.negative,
            sentiment.positive,
            sentiment.vader,
        ),
    )
    connection.execute("DELETE FROM mention_aspects WHERE mention_id = ?", (key,))
    spoken.insert(connection, [(key, scored.aspects)])
    connection.execute("UPDATE mentions SET stage = ? WHERE id = ?", (scored.stage, key))


def _keep_version(connection: sqlite3.Connection, old: sqlite3.Row, now: int) -> None:
    connection.execute(
        "INSERT INTO versions (mention_id, replaced_at, title, text, rating_raw, stars, label,"
        " edited_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            old["id"],
            now,
            old["title"],
            old["text"],
            old["rating_raw"],
            old["stars"],
            old["label"],
            old["edited_at"],
        ),
    )


def _index_anew(
    connection: sqlite3.Connection, key: int, old: sqlite3.Row, mention: Mention
) -> None:
    connection.execute(
        "INSERT INTO mentions_fts (mentions_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        (key, old["title"], old["text"]),
    )
    connection.execute(
        "INSERT INTO mentions_fts (rowid, title, text) VALUES (?, ?, ?)",
        (key, mention.title, mention.text),
    )


def _brands(connection: sqlite3.Connection, key: int) -> list[str]:
    rows = connection.execute(
        "SELECT brand FROM brand_links WHERE mention_id = ? ORDER BY brand", (key,)
    )
    return [brand for (brand,) in rows]


def touch(connection: sqlite3.Connection, keys: Sequence[int], now: int) -> None:
    """Seen as it was: back if it was gone by absence, still gone if the source says deleted."""
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        connection.execute(
            "UPDATE mentions SET last_seen_at = ?, absences = 0,"
            f" gone_at = CASE WHEN absences < 2 THEN gone_at END WHERE id IN ({marks})",
            (now, *chunk),
        )


def _relink(connection: sqlite3.Connection, batch: Batch, existing: Mapping[str, Known]) -> None:
    """Link what other watches have stored already to this brand too, unless it is hidden there."""
    wanted: list[tuple[int, tuple[str, ...], Scored | None]] = [
        (key, queries, None) for key, queries in batch.relinked
    ]
    for scored in batch.fresh:
        before = existing.get(scored.mention.id)
        if before is not None and not before.linked:
            wanted.append((before.key, scored.queries, scored))
    added: list[int] = []
    for key, queries, fresh in wanted:
        linked = connection.execute(
            "INSERT OR IGNORE INTO brand_links SELECT ?, coalesce(published_at, first_seen_at),"
            " id, ?, ?, NULL, NULL FROM mentions WHERE id = ? AND NOT EXISTS"
            " (SELECT 1 FROM hidden_links WHERE brand = ? AND mention_id = mentions.id)",
            (batch.walk.brand, batch.walk.watch_id, ",".join(queries), key, batch.walk.brand),
        )
        if linked.rowcount:
            added.append(key)
            towards = fresh.towards if fresh else batch.feels(mention_at(connection, key))
            labelled.machine_says(connection, batch.walk.brand, [(key, towards)])
    copies.link(connection, batch.walk.brand, added)
    rollups.add(connection, batch.walk.brand, added, 1)


def _take_over(connection: sqlite3.Connection, batch: Batch) -> None:
    """Hand what stands on this listing over from a watch of another thing that saw it first.

    A subscription announces a review before its place is read: what the place counts is compared
    with what its own watch holds, and only that one's walks show that a review has gone.
    """
    own = connection.execute("SELECT key FROM watches WHERE id = ?", (batch.walk.watch_id,))
    (key,) = own.fetchone()
    for start in range(0, len(batch.seen), _CHUNK):
        chunk = batch.seen[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        connection.execute(
            "UPDATE brand_links SET watch_id = ?"
            f" WHERE brand = ? AND watch_id <> ? AND mention_id IN ({marks}) AND EXISTS"
            " (SELECT 1 FROM mentions m JOIN watches w ON w.id = brand_links.watch_id"
            " WHERE m.id = mention_id AND instr(?, m.subject) AND NOT instr(w.key, m.subject))",
            (batch.walk.watch_id, batch.walk.brand, batch.walk.watch_id, *chunk, key),
        )
