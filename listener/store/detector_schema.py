"""Format 7: what the detector learns, sees and is told, and which series changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence


def _noting(name: str, when: str, series: tuple[str, str, str], only: str = "1") -> str:
    """A trigger that writes down that a series changed, and the whole brand's with it.

    Most often it is written down already, and one look is all that a row costs. No statement
    within relies on a conflict: how one is resolved is the outer statement's to say.
    """
    brand, source, start = series
    return f"""
CREATE TRIGGER {name} AFTER {when}
WHEN {only} AND NOT EXISTS (SELECT 1 FROM series_changes s WHERE s.brand = {brand}
  AND s.source = {source} AND s.bin <= {start} AND NOT s.seen)
BEGIN
  UPDATE series_changes SET bin = min(bin, {start}), seen = 0
   WHERE brand = {brand} AND source IN ({source}, '*');
  INSERT INTO series_changes SELECT {brand}, each.source, {start}, 0
   FROM (SELECT {source} AS source UNION SELECT '*') each
   WHERE {brand} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM series_changes s
   WHERE s.brand = {brand} AND s.source = each.source);
END"""


def _of_counts(event: str, row: str, only: str = "1") -> str:
    series = (f"{row}.brand", f"{row}.source", f"{row}.bin")
    return _noting(f"rollups_{event.lower()}", f"{event} ON rollups", series, only)


def _differ(names: Sequence[str]) -> str:
    old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("OLD", "NEW"))
    return f"({old}) IS NOT ({new})"


_COUNTS = (
    *("items", "negatives", "positives", "rated", "low_rated", "stars_sum"),
    *("copies", "negative_copies"),
)


def _of_coverage(event: str, row: str, columns: str = "", only: str = "1") -> str:
    brand, source = (
        f"(SELECT w.{column} FROM watches w WHERE w.id = {row}.watch_id)"
        for column in ("brand", "source")
    )
    when = f"{event}{columns} ON coverage"
    return _noting(f"coverage_{event.lower()}", when, (brand, source, f"{row}.bin"), only)


def _of_watches() -> str:
    """What a listing saw counts while it is listened to, and no longer afterwards."""
    start = "(SELECT min(c.bin) FROM coverage c WHERE c.watch_id = NEW.id)"
    return _noting(
        "watches_active",
        "UPDATE OF active ON watches",
        ("NEW.brand", "NEW.source", start),
        f"NEW.active <> OLD.active AND {start} IS NOT NULL",
    )


def _of_marks(event: str, columns: str = "") -> str:
    """Days that are marked, or no longer, change what is usual in each series that they are of."""
    start = "NEW.since - NEW.since % 900"
    return f"""
CREATE TRIGGER marks_{event.lower()} AFTER {event}{columns} ON marks
BEGIN
  UPDATE series_changes SET bin = min(bin, {start}), seen = 0
   WHERE brand = NEW.brand AND (NEW.source = '' OR source IN (NEW.source, '*'));
  INSERT INTO series_changes SELECT NEW.brand, each.source, {start}, 0
   FROM (SELECT source FROM watches WHERE brand = NEW.brand UNION SELECT '*') each
   WHERE (NEW.source = '' OR each.source IN (NEW.source, '*')) AND NOT EXISTS
   (SELECT 1 FROM series_changes s WHERE s.brand = NEW.brand AND s.source = each.source);
END"""


DETECTOR = (
    # Of `rated`, those with one or two stars of five, as their label says it.
    "ALTER TABLE rollups ADD COLUMN low_rated INTEGER NOT NULL DEFAULT 0",
    """
UPDATE rollups SET low_rated = low.found FROM (
  SELECT b.brand, m.source, m.published_at - m.published_at % 900 AS bin, count(*) AS found
  FROM mentions m JOIN brand_links b ON b.mention_id = m.id
  WHERE m.stars < 2.5 AND m.published_at IS NOT NULL GROUP BY 1, 2, 3) low
WHERE rollups.brand = low.brand AND rollups.source = low.source AND rollups.bin = low.bin""",
    """
CREATE TABLE detector_states (     -- what was learned of a series, at some times of its past
  brand TEXT NOT NULL,
  source TEXT NOT NULL,            -- *: of the whole brand
  engine TEXT NOT NULL,
  at INTEGER NOT NULL,             -- where the next quarter begins
  state BLOB NOT NULL,             -- numbers as they lie in memory
  PRIMARY KEY (brand, source, at)
)""",
    """
CREATE TABLE evaluations (         -- every look at a series: the window that stands out most
  brand TEXT NOT NULL,
  source TEXT NOT NULL,
  until INTEGER NOT NULL,          -- where the data ended
  looked_at INTEGER NOT NULL,
  engine TEXT NOT NULL,
  method TEXT NOT NULL,            -- share, stars, count
  onset_at INTEGER NOT NULL,       -- where the window begins
  observed INTEGER NOT NULL,
  items INTEGER NOT NULL,
  copies INTEGER NOT NULL,
  expected REAL NOT NULL,
  low REAL NOT NULL,
  high REAL NOT NULL,
  items_expected REAL NOT NULL,
  items_low REAL NOT NULL,
  items_high REAL NOT NULL,
  usual_share REAL NOT NULL,
  share_low REAL NOT NULL,
  share_high REAL NOT NULL,
  chance REAL NOT NULL,            -- 1 / e-value of shares, p-value of counts
  monthly REAL NOT NULL,           -- false alarms a month of a threshold just here
  budget REAL NOT NULL,            -- how many this method may raise here
  kind TEXT NOT NULL,              -- share, talk, both, unclear
  basis_days REAL NOT NULL,
  basis_since INTEGER,
  authors INTEGER,
  alarming INTEGER NOT NULL,
  usual INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  past INTEGER NOT NULL,
  adopted INTEGER NOT NULL,
  incident_id INTEGER,             -- the incident that it belongs to
  PRIMARY KEY (brand, source, until)
) WITHOUT ROWID""",
    "CREATE INDEX evaluations_incident ON evaluations (incident_id) WHERE incident_id IS NOT NULL",
    """
CREATE TABLE incident_bases (      -- what evaluations of an incident were computed from
  incident_id INTEGER NOT NULL REFERENCES incidents (id),
  event TEXT NOT NULL,             -- as in incident_events; reopened; looked: nothing was said
  at INTEGER NOT NULL,
  basis BLOB NOT NULL,
  PRIMARY KEY (incident_id, event)
)""",
    """
CREATE TABLE marks (               -- days that people called expected: they do not teach
  id INTEGER PRIMARY KEY,
  brand TEXT NOT NULL,
  source TEXT NOT NULL,            -- empty: all
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,          -- exclusive
  why TEXT NOT NULL,
  marked_at INTEGER NOT NULL,
  withdrawn_at INTEGER
)""",
    "CREATE INDEX marks_brand ON marks (brand)",
    """
CREATE TABLE arrivals (            -- how late what a source publishes gets here
  source TEXT NOT NULL,
  bucket INTEGER NOT NULL,         -- within 2^bucket quarters of an hour
  count REAL NOT NULL,
  PRIMARY KEY (source, bucket)
) WITHOUT ROWID""",
    """
CREATE TABLE series_changes (      -- the earliest quarter that changed since it was last taken in
  brand TEXT NOT NULL,
  source TEXT NOT NULL,            -- *: of the whole brand
  bin INTEGER NOT NULL,
  seen INTEGER NOT NULL,           -- 1: the detector has read it, and nothing has changed since
  PRIMARY KEY (brand, source)
) WITHOUT ROWID""",
    "CREATE INDEX incidents_series ON incidents (brand, source)",
    _of_counts("INSERT", "NEW"),
    _of_counts("UPDATE", "NEW", _differ(_COUNTS)),
    _of_counts("DELETE", "OLD"),
    _of_coverage("INSERT", "NEW"),
    _of_coverage("UPDATE", "NEW", " OF state, late", _differ(("state", "late"))),
    _of_coverage("DELETE", "OLD"),
    _of_watches(),
    _of_marks("INSERT"),
    _of_marks("UPDATE", " OF withdrawn_at"),
)
