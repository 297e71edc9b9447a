"""What is read: series for detection, reports for digests, mentions for people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from listener.errors import StoreError
from listener.i18n import say
from listener.model import (
    Author,
    Bin,
    Coverage,
    Engagement,
    Gap,
    Label,
    Mention,
    Rating,
    Report,
    Sentiment,
    Series,
    StoredMention,
    Totals,
    WatchStatus,
)
from listener.store.incidents import between
from listener.store.ingest import BIN_SECONDS
from listener.store.watches import moment

WORST = 10
"""How many negative mentions a report lists."""

_SUMS = (
    "coalesce(sum(items), 0), coalesce(sum(negatives), 0), coalesce(sum(positives), 0),"
    " coalesce(sum(polarity_sum), 0), coalesce(sum(rated), 0), coalesce(sum(stars_sum), 0)"
)


def series(
    connection: sqlite3.Connection, brand: str, since: datetime, until: datetime
) -> list[Series]:
    """Counts and coverage per quarter of an hour, one series a source."""
    start, end = int(since.timestamp()), int(until.timestamp())
    counts = connection.execute(
        "SELECT * FROM rollups WHERE brand = ? AND bin >= ? AND bin < ? ORDER BY source, bin",
        (brand, start - start % BIN_SECONDS, end),
    ).fetchall()
    coverage = _coverage(connection, brand, start, end)
    began = dict(
        connection.execute(
            "SELECT source, min(first_success_at) FROM watches WHERE brand = ? GROUP BY source",
            (brand,),
        ).fetchall()
    )
    by_source: dict[str, dict[int, sqlite3.Row]] = {source: {} for source in sorted(began)}
    for row in counts:
        by_source.setdefault(row["source"], {})[row["bin"]] = row
    return [
        Series(
            brand=brand,
            source=source,
            bins=_bins(rows, coverage.get(source, {})),
            collected_since=moment(began.get(source)),
        )
        for source, rows in by_source.items()
    ]


def _coverage(
    connection: sqlite3.Connection, brand: str, start: int, end: int
) -> dict[str, dict[int, Coverage]]:
    """What a source's active watches saw of each quarter, taken together.

    A quarter that some saw is partial: its counts are true as far as they go. One that came by
    backfill for any of them is backfilled, so that a listing added today alarms nobody.
    """
    rows = connection.execute(
        "SELECT w.source, c.bin, sum(c.state = 'ok'), sum(c.state = 'backfilled'),"
        " sum(c.state = 'truncated'), count(*) FROM coverage c"
        " JOIN watches w ON w.id = c.watch_id"
        " WHERE w.brand = ? AND w.active = 1 AND c.bin >= ? AND c.bin < ? GROUP BY 1, 2",
        (brand, start, end),
    )
    found: dict[str, dict[int, Coverage]] = {}
    for source, at, *seen in rows:
        found.setdefault(source, {})[at] = _together(*seen)
    return found


def _together(ok: int, backfilled: int, truncated: int, watches: int) -> Coverage:
    if ok == watches:
        return "ok"
    if backfilled:
        return "backfilled"
    if ok:
        return "partial"
    return "truncated" if truncated else "down"


def _bins(rows: dict[int, sqlite3.Row], coverage: dict[int, Coverage]) -> tuple[Bin, ...]:
    return tuple(
        Bin(start=datetime.fromtimestamp(at, UTC), coverage=coverage.get(at), **_sums(rows.get(at)))
        for at in sorted(rows.keys() | coverage.keys())
    )


def _sums(row: sqlite3.Row | None) -> dict[str, Any]:
    names = ("items", "negatives", "positives", "polarity_sum", "rated", "stars_sum")
    return {name: row[name] for name in names} if row else {}


def report(
    connection: sqlite3.Connection,
    brand: str,
    name: str,
    zone: str,
    since: datetime,
    until: datetime,
) -> Report:
    """What a digest says of one brand; sums come from the mentions' own times."""
    before = since - (until - since)
    worst = mentions(
        connection, brand=brand, label="negative", since=since, until=until, limit=WORST * 5
    )
    return Report(
        brand=brand,
        name=name,
        time_zone=zone,
        since=since,
        until=until,
        totals=_totals(connection, brand, since, until),
        previous=_totals(connection, brand, before, since),
        by_source=_by_source(connection, brand, since, until),
        worst=tuple(sorted(worst, key=_gravity)[:WORST]),
        incidents=tuple(between(connection, brand, since, until)),
        coverage=tuple(statuses(connection, brand, since, until)),
    )


def _gravity(stored: StoredMention) -> tuple[float, float]:
    stars = stored.mention.rating.stars if stored.mention.rating else 2.0
    return (stars, stored.sentiment.polarity)


_ITEMS = (
    "count(*), coalesce(sum(m.label = 'negative'), 0), coalesce(sum(m.label = 'positive'), 0),"
    " coalesce(sum(m.polarity), 0), coalesce(sum(m.stars IS NOT NULL), 0),"
    " coalesce(sum(m.stars), 0), coalesce(sum(m.published_at IS NULL), 0)"
)


def _totals(connection: sqlite3.Connection, brand: str, since: datetime, until: datetime) -> Totals:
    return _add(_by_source(connection, brand, since, until).values())


def _add(parts: Any) -> Totals:
    parts = list(parts)
    return Totals(
        items=sum(p.items for p in parts),
        negatives=sum(p.negatives for p in parts),
        positives=sum(p.positives for p in parts),
        polarity_sum=sum(p.polarity_sum for p in parts),
        rated=sum(p.rated for p in parts),
        stars_sum=sum(p.stars_sum for p in parts),
        undated=sum(p.undated for p in parts),
    )


def _by_source(
    connection: sqlite3.Connection, brand: str, since: datetime, until: datetime
) -> dict[str, Totals]:
    """Sums per source: whole quarters from the rollups, the two edges and the undated by row."""
    start, end = int(since.timestamp()), int(until.timestamp())
    first = start + -start % BIN_SECONDS
    last = end - end % BIN_SECONDS
    if last <= first:
        return _row_sums(connection, brand, ((start, end, "1"),))
    found = _rollup_sums(connection, brand, first, last)
    edges = _row_sums(
        connection,
        brand,
        (
            (start, first, "m.published_at IS NOT NULL"),
            (last, end, "m.published_at IS NOT NULL"),
            (start, end, "m.published_at IS NULL"),
        ),
    )
    return {
        source: _add([part[source] for part in (found, edges) if source in part])
        for source in sorted(found.keys() | edges.keys())
    }


def _rollup_sums(
    connection: sqlite3.Connection, brand: str, first: int, last: int
) -> dict[str, Totals]:
    rows = connection.execute(
        f"SELECT source, {_SUMS} FROM rollups WHERE brand = ? AND bin >= ? AND bin < ?"
        " GROUP BY source",
        (brand, first, last),
    )
    return {row[0]: _totals_of(row[1:]) for row in rows}


def _row_sums(
    connection: sqlite3.Connection, brand: str, spans: tuple[tuple[int, int, str], ...]
) -> dict[str, Totals]:
    found: dict[str, Totals] = {}
    for start, end, condition in spans:
        rows = connection.execute(
            f"SELECT m.source, {_ITEMS} FROM brand_links b JOIN mentions m ON m.id = b.mention_id"
            f" WHERE b.brand = ? AND b.at >= ? AND b.at < ? AND {condition} GROUP BY 1",
            (brand, start, end),
        )
        for row in rows:
            found[row[0]] = _add([found.get(row[0], Totals()), _totals_of(row[1:])])
    return found


def _totals_of(row: Any) -> Totals:
    items, negatives, positives, polarity, rated, stars, *undated = row
    return Totals(
        items=items,
        negatives=negatives,
        positives=positives,
        polarity_sum=polarity,
        rated=rated,
        stars_sum=stars,
        undated=undated[0] if undated else 0,
    )


def statuses(
    connection: sqlite3.Connection,
    brand: str | None,
    since: datetime | None,
    until: datetime | None,
) -> list[WatchStatus]:
    """Active watches with their health and open gaps; items are counted within the period."""
    rows = connection.execute(
        "SELECT w.*, (SELECT count(*) FROM quarantine q WHERE q.watch_id = w.id) AS quarantined"
        " FROM watches w WHERE active = 1 AND (? IS NULL OR brand = ?)"
        " ORDER BY brand, source, key",
        (brand, brand),
    ).fetchall()
    gaps = _open_gaps(connection)
    items = _items_by_watch(connection, brand, since, until)
    return [_status(row, gaps.get(row["id"], ()), items.get(row["id"], 0)) for row in rows]


def _status(row: sqlite3.Row, gaps: tuple[Gap, ...], items: int) -> WatchStatus:
    return WatchStatus(
        key=row["key"],
        brand=row["brand"],
        source=row["source"],
        title=row["title"],
        health=row["health"],
        last_started_at=moment(row["last_started_at"]),
        last_success_at=moment(row["last_success_at"]),
        last_error=row["last_error"],
        failures=row["failures"],
        rests_until=moment(row["rests_until"]),
        newest_at=moment(row["bookmark_newest_at"]),
        items=items,
        gaps=gaps,
        quarantined=row["quarantined"],
        lease_until=moment(row["lease_until"]),
    )


def _open_gaps(connection: sqlite3.Connection) -> dict[int, tuple[Gap, ...]]:
    found: dict[int, tuple[Gap, ...]] = {}
    for row in connection.execute("SELECT * FROM gaps WHERE closed_at IS NULL ORDER BY id"):
        gap = Gap(from_at=moment(row["from_at"]), to_at=moment(row["to_at"]), reason=row["reason"])
        found[row["watch_id"]] = (*found.get(row["watch_id"], ()), gap)
    return found


def _items_by_watch(
    connection: sqlite3.Connection,
    brand: str | None,
    since: datetime | None,
    until: datetime | None,
) -> dict[int, int]:
    if brand is None:
        return dict(
            connection.execute("SELECT watch_id, count(*) FROM brand_links GROUP BY 1").fetchall()
        )
    return dict(
        connection.execute(
            "SELECT watch_id, count(*) FROM brand_links WHERE brand = ? AND at >= ? AND at < ?"
            " GROUP BY 1",
            (
                brand,
                int(since.timestamp()) if since else 0,
                int(until.timestamp()) if until else 1 << 62,
            ),
        ).fetchall()
    )


def mentions(
    connection: sqlite3.Connection,
    *,
    text: str = "",
    brand: str | None = None,
    source: str | None = None,
    label: Label | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
) -> Iterator[StoredMention]:
    """Mentions newest first; see `Store.mentions`."""
    conditions, values = ["1"], list[Any]()
    if text:
        text = _checked_search(connection, text)
    for clause, value in (
        ("m.id IN (SELECT rowid FROM mentions_fts WHERE mentions_fts MATCH ?)", text or None),
        ("b.brand = ?", brand),
        ("m.source = ?", source),
        ("m.label = ?", label),
        ("b.at >= ?", since and int(since.timestamp())),
        ("b.at < ?", until and int(until.timestamp())),
    ):
        if value is not None:
            conditions.append(clause)
            values.append(value)
    cursor = connection.execute(
        "SELECT m.*, b.brand AS brand, s.model AS model, s.label AS text_label,"
        " s.confidence AS confidence, s.language AS identified,"
        " (SELECT count(*) FROM versions v WHERE v.mention_id = m.id) AS versions"
        " FROM brand_links b JOIN mentions m ON m.id = b.mention_id"
        " LEFT JOIN sentiments s ON s.mention_id = m.id AND s.scored_at = (SELECT max(scored_at)"
        " FROM sentiments WHERE mention_id = m.id)"
        f" WHERE {' AND '.join(conditions)} ORDER BY b.at DESC, m.id DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    for row in cursor:
        yield _stored(row)


def _checked_search(connection: sqlite3.Connection, text: str) -> str:
    """The search as full-text search takes it: a bare text is all its words.

    Raises StoreError when it is not a search that FTS5 understands.
    """
    words = (
        text
        if any(c in text for c in '"*()')
        else " ".join('"' + word.replace('"', "") + '"' for word in text.split())
    )
    try:
        connection.execute(
            "SELECT rowid FROM mentions_fts WHERE mentions_fts MATCH ? LIMIT 1", (words,)
        ).fetchall()
    except sqlite3.OperationalError as error:
        raise StoreError(say("store.search_syntax", reason=error)) from error
    return words


def _stored(row: sqlite3.Row) -> StoredMention:
    first, last = moment(row["first_seen_at"]), moment(row["last_seen_at"])
    assert first is not None
    assert last is not None
    return StoredMention(
        key=row["id"],
        brand=row["brand"],
        source=row["source"],
        mention=_mention(row),
        label=row["label"],
        sentiment=Sentiment(
            label=row["text_label"] or "unknown",
            polarity=row["polarity"],
            language=row["identified"] or "und",
            model=row["model"] or "",
            confidence=row["confidence"] or 0.0,
        ),
        first_seen_at=first,
        last_seen_at=last,
        gone_at=moment(row["gone_at"]),
        versions=row["versions"],
    )


def _mention(row: sqlite3.Row) -> Mention:
    rated = row["rating_raw"] is not None
    counts = {name: row[name] for name in ("likes", "replies", "shares", "views")}
    author = {name: row[f"author_{name}"] for name in ("name", "id", "url")}
    return Mention(
        id=row["native_id"],
        kind=row["kind"],
        url=row["url"],
        title=row["title"],
        text=row["text"],
        author=Author(**author) if any(author.values()) else None,
        published_at=moment(row["published_at"]),
        edited_at=moment(row["edited_at"]),
        precision=row["precision"],
        language=row["language"],
        country=row["country"],
        subject=row["subject"],
        version=row["version"],
        rating=Rating(row["rating_raw"], row["rating_worst"], row["rating_best"])
        if rated
        else None,
        engagement=Engagement(**counts) if any(v is not None for v in counts.values()) else None,
        parent_id=row["parent_id"],
        thread_id=row["thread_id"],
        id_kind=row["id_kind"],
        deleted=row["gone_at"] is not None,
    )
