"""Format 9: sums that are kept, so that no digest counts the whole past of a brand.

Triggers keep them: whoever changes what they count need not know of them.
"""

from __future__ import annotations

_SUMS = (
    *("items", "negatives", "positives", "polarity_sum", "rated", "low_rated", "stars_sum"),
    *("copies", "negative_copies"),
)


def _following(event: str, sign: str, row: str, when: str = "") -> str:
    """A trigger that lets the sums of days follow those of quarters.

    No conflict is relied on: how one is resolved is the outer statement's to say.
    """
    day = f"{row}.bin - {row}.bin % 86400"
    place = f"brand = {row}.brand AND source = {row}.source AND day = {day}"
    values = {name: sign.format(name=name) for name in _SUMS}
    sums = ", ".join(f"{name} = {name} + {value}" for name, value in values.items())
    return f"""
CREATE TRIGGER days_{event.lower()} AFTER {event} ON rollups {when}
BEGIN
  UPDATE rollup_days SET {sums} WHERE {place};
  INSERT INTO rollup_days (brand, source, day, {", ".join(_SUMS)})
   SELECT {row}.brand, {row}.source, {day}, {", ".join(values.values())}
   WHERE NOT EXISTS (SELECT 1 FROM rollup_days WHERE {place});
END"""


def _holds(watch: str, mention: str) -> str:
    """Whether a mention is a review that the listing of a watch counts, and has not gone."""
    return (
        f"{mention}.kind = 'review' AND {mention}.gone_at IS NULL"
        f" AND instr({watch}.key, coalesce({mention}.subject, ''))"
    )


def _counting(table: str, event: str, row: str, change: str) -> str:
    return f"""
CREATE TRIGGER held_{table}_{event.lower()} AFTER {event} ON {table}
BEGIN
  UPDATE watches SET held = held {change} 1 WHERE id = {row}.watch_id AND EXISTS
   (SELECT 1 FROM mentions m WHERE m.id = {row}.mention_id AND {_holds("watches", "m")});
END"""


def _hourly(name: str, event: str, row: str, change: int) -> str:
    """A trigger that lets the hours of a watch follow its links."""
    place = f"watch_id = {row}.watch_id AND hour = {row}.at - {row}.at % 3600"
    return f"""
CREATE TRIGGER hours_{name} AFTER {event} ON brand_links
BEGIN
  UPDATE watch_hours SET items = items + {change} WHERE {place};
  INSERT INTO watch_hours SELECT {row}.watch_id, {row}.at - {row}.at % 3600, {change}
   WHERE NOT EXISTS (SELECT 1 FROM watch_hours WHERE {place});
END"""


_UNANSWERED = """
m.stars < 2.5 AND m.gone_at IS NULL AND m.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM replies r
 WHERE r.mention_id = m.id AND r.gone_at IS NULL AND r.state <> 'rejected')"""


def _judging(name: str, event: str, mention: str, when: str = "") -> str:
    """A trigger that looks again whether a review needs an answer."""
    return f"""
CREATE TRIGGER unanswered_{name} AFTER {event} {when}
BEGIN
  DELETE FROM unanswered WHERE mention_id = {mention};
  INSERT INTO unanswered SELECT b.brand, m.stars, b.at, m.id, m.source FROM mentions m
   CROSS JOIN brand_links b ON b.mention_id = m.id WHERE m.id = {mention} AND {_UNANSWERED};
END"""


_MOVED = (
    "coalesce(OLD.stars, 5) < 2.5 AND (OLD.stars, OLD.gone_at IS NULL, OLD.erased_at IS NULL)"
    " IS NOT (NEW.stars, NEW.gone_at IS NULL, NEW.erased_at IS NULL)"
)
_LOW = "WHEN (SELECT stars FROM mentions WHERE id = {}.mention_id) < 2.5"

COUNT_DAYS = f"""
INSERT INTO rollup_days (brand, source, day, {", ".join(_SUMS)})
SELECT brand, source, bin - bin % 86400, {", ".join(f"sum({name})" for name in _SUMS)}
FROM rollups GROUP BY 1, 2, 3"""

COUNT_HELD = f"""
UPDATE watches SET held = found.held FROM (
  SELECT b.watch_id, count(*) AS held FROM (SELECT mention_id, watch_id FROM brand_links
   UNION ALL SELECT mention_id, watch_id FROM hidden_links) b
  CROSS JOIN mentions m ON m.id = b.mention_id CROSS JOIN watches w ON w.id = b.watch_id
  WHERE {_holds("w", "m")} GROUP BY 1) found
WHERE watches.id = found.watch_id"""

COUNT_HOURS = """
INSERT INTO watch_hours SELECT watch_id, at - at % 3600, count(*) FROM brand_links GROUP BY 1, 2"""

LIST_UNANSWERED = f"""
INSERT INTO unanswered SELECT b.brand, m.stars, b.at, m.id, m.source FROM mentions m
CROSS JOIN brand_links b ON b.mention_id = m.id WHERE {_UNANSWERED}"""

# As `rollups.COUNTED` has it; a layout that was is not to change with it.
COUNT_UNDATED = """
INSERT INTO rollup_undated (brand, source, bin, items, negatives, positives, polarity_sum, rated,
 low_rated, stars_sum, copies, negative_copies)
SELECT b.brand, m.source, b.at - b.at % 900, count(*),
       sum(coalesce(b.towards, m.label) = 'negative'),
       sum(coalesce(b.towards, m.label) = 'positive'),
       sum(m.polarity), count(m.stars), sum(coalesce(m.stars < 2.5, 0)), sum(coalesce(m.stars, 0)),
       count(b.copy_of), sum(b.copy_of IS NOT NULL AND coalesce(b.towards, m.label) = 'negative')
FROM mentions m CROSS JOIN brand_links b ON b.mention_id = m.id
WHERE m.published_at IS NULL GROUP BY 1, 2, 3"""

COUNTED = (COUNT_DAYS, COUNT_UNDATED, COUNT_HELD, COUNT_HOURS, LIST_UNANSWERED)
"""What fills them from what is stored."""

_COLUMNS = ",\n  ".join(
    f"{name} {'REAL' if name in ('polarity_sum', 'stars_sum') else 'INTEGER'} NOT NULL"
    for name in _SUMS
)

SUMMED = (
    f"""
CREATE TABLE rollup_days (         -- the sums of rollups for each day of published time, UTC
  brand TEXT NOT NULL,
  source TEXT NOT NULL,
  day INTEGER NOT NULL,            -- its first second
  {_COLUMNS},
  PRIMARY KEY (brand, source, day)
) WITHOUT ROWID""",
    COUNT_DAYS,
    _following("INSERT", "NEW.{name}", "NEW"),
    _following("UPDATE", "NEW.{name} - OLD.{name}", "NEW"),
    _following("DELETE", "-OLD.{name}", "OLD"),
    f"""
CREATE TABLE rollup_undated (      -- sums of what has no time of its own, by when it was first seen
  brand TEXT NOT NULL,
  source TEXT NOT NULL,
  bin INTEGER NOT NULL,            -- its first second
  {_COLUMNS},
  PRIMARY KEY (brand, source, bin)
) WITHOUT ROWID""",
    COUNT_UNDATED,
    # How many reviews of its listing are stored and not gone, hidden ones too.
    "ALTER TABLE watches ADD COLUMN held INTEGER NOT NULL DEFAULT 0",
    COUNT_HELD,
    *(_counting(table, "INSERT", "NEW", "+") for table in ("brand_links", "hidden_links")),
    *(_counting(table, "DELETE", "OLD", "-") for table in ("brand_links", "hidden_links")),
    f"""
CREATE TRIGGER held_handed_over AFTER UPDATE OF watch_id ON brand_links
WHEN OLD.watch_id <> NEW.watch_id
BEGIN
  UPDATE watches SET held = held + iif(id = NEW.watch_id, 1, -1)
   WHERE id IN (OLD.watch_id, NEW.watch_id) AND EXISTS
   (SELECT 1 FROM mentions m WHERE m.id = NEW.mention_id AND {_holds("watches", "m")});
END""",
    """
CREATE TRIGGER held_gone AFTER UPDATE OF gone_at ON mentions
WHEN NEW.kind = 'review' AND (OLD.gone_at IS NULL) <> (NEW.gone_at IS NULL)
BEGIN
  UPDATE watches SET held = held + iif(NEW.gone_at IS NULL, 1, -1) * (
    SELECT count(*) FROM (SELECT watch_id FROM brand_links WHERE mention_id = NEW.id
     UNION ALL SELECT watch_id FROM hidden_links WHERE mention_id = NEW.id) l
    WHERE l.watch_id = watches.id)
   WHERE instr(key, coalesce(NEW.subject, '')) AND id IN (SELECT watch_id FROM brand_links
    WHERE mention_id = NEW.id UNION SELECT watch_id FROM hidden_links WHERE mention_id = NEW.id);
END""",
    """
CREATE TABLE watch_hours (         -- how many links a watch has of each hour
  watch_id INTEGER NOT NULL REFERENCES watches (id),
  hour INTEGER NOT NULL,           -- its first second
  items INTEGER NOT NULL,
  PRIMARY KEY (watch_id, hour)
) WITHOUT ROWID""",
    COUNT_HOURS,
    _hourly("insert", "INSERT", "NEW", 1),
    _hourly("delete", "DELETE", "OLD", -1),
    _hourly("handed_to", "UPDATE OF watch_id", "NEW", 1),
    _hourly("handed_from", "UPDATE OF watch_id", "OLD", -1),
    """
CREATE TABLE unanswered (          -- reviews of one or two stars under which no answer stands
  brand TEXT NOT NULL,
  stars REAL NOT NULL,
  at INTEGER NOT NULL,             -- as in brand_links
  mention_id INTEGER NOT NULL REFERENCES mentions (id),
  source TEXT NOT NULL,
  PRIMARY KEY (brand, stars, at, mention_id)
) WITHOUT ROWID""",
    "CREATE INDEX unanswered_mention ON unanswered (mention_id)",
    LIST_UNANSWERED,
    _judging("link", "INSERT ON brand_links", "NEW.mention_id", _LOW.format("NEW")),
    _judging("unlink", "DELETE ON brand_links", "OLD.mention_id", _LOW.format("OLD")),
    _judging("reply", "INSERT ON replies", "NEW.mention_id", _LOW.format("NEW")),
    _judging(
        "reply_changed", "UPDATE OF state, gone_at ON replies", "NEW.mention_id", _LOW.format("NEW")
    ),
    _judging("reply_dropped", "DELETE ON replies", "OLD.mention_id", _LOW.format("OLD")),
    _judging(
        "mention",
        "UPDATE OF stars, gone_at, erased_at ON mentions",
        "NEW.id",
        f"WHEN ({_MOVED}) OR ({_MOVED.replace('OLD.stars, 5', 'NEW.stars, 5')})",
    ),
    # What a watch has brought of late, without what others have.
    "CREATE INDEX brand_links_watch ON brand_links (watch_id, at)",
    # Whether somebody has been heard before; who has no id goes by the name.
    """
CREATE INDEX mentions_author ON mentions (coalesce(nullif(author_id, ''), author_name), source)
 WHERE coalesce(nullif(author_id, ''), author_name) IS NOT NULL""",
    # Who changed stars of late, without all of a brand's mentions being gone through.
    "CREATE INDEX versions_replaced ON versions (replaced_at)",
    "CREATE INDEX hidden_links_at ON hidden_links (brand, at) WHERE reason = 'blocked'",
    "CREATE INDEX coverage_unseen ON coverage (watch_id, bin) WHERE state IN ('down', 'truncated')",
    # Their payloads are large, and lie before what is asked for.
    "CREATE INDEX quarantine_mention ON quarantine (watch_id, mention_id)",
)
