"""What each version of the layout added, and how an older database gets there.

Migrations run through sqlite-utils, which is imported only when there is something to migrate.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from listener.store.detector_schema import DETECTOR
from listener.store.outages import OUTAGES
from listener.store.outgoing_schema import OUTGOING
from listener.store.schema import FIRST
from listener.store.summed_schema import SUMMED

VERSION = 9
"""Kept in `PRAGMA user_version`; raise it with every migration."""

LISTING_TOTALS = """
CREATE TABLE listing_totals (      -- what a source counts of a listing: a row when it changes
  id INTEGER PRIMARY KEY,
  watch_id INTEGER NOT NULL REFERENCES watches (id),
  at INTEGER NOT NULL,             -- start of the walk that saw it first
  count INTEGER,                   -- of reviews
  stars REAL,                      -- their mean on one to five
  one INTEGER,                     -- how many gave one star
  two INTEGER,
  three INTEGER,
  four INTEGER,
  five INTEGER
)"""

ANSWERS = (
    "ALTER TABLE mentions ADD COLUMN item TEXT",  # what it is about within the subject
    "ALTER TABLE replies ADD COLUMN state TEXT NOT NULL DEFAULT 'published'",
    "ALTER TABLE replies ADD COLUMN replaced_at INTEGER",  # edited: another text stands there now
    "ALTER TABLE replies ADD COLUMN gone_at INTEGER",  # deleted, with all its earlier texts
    """
UPDATE replies SET replaced_at = (
  SELECT min(later.first_seen_at) FROM replies later WHERE later.mention_id = replies.mention_id
  AND later.native_id = replies.native_id AND later.id > replies.id)""",
    """
CREATE TABLE answers (             -- what was sent to be published: a row an attempt, never deleted
  id INTEGER PRIMARY KEY,
  mention_id INTEGER NOT NULL REFERENCES mentions (id),
  brand TEXT NOT NULL,
  source TEXT NOT NULL,
  text TEXT NOT NULL,
  template TEXT,                   -- its name, if it was made from one
  language TEXT,
  written_by TEXT NOT NULL,        -- who said yes
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  state TEXT NOT NULL,             -- draft, sending, pending, published, rejected, failed, replaced
  detail TEXT NOT NULL DEFAULT '', -- what the site said
  checked_at INTEGER               -- when the site was last seen to show it, or not to
)""",
    # Of an impossible time, the mention that claims it; NULL: an answer that could not be read.
    "ALTER TABLE quarantine ADD COLUMN mention_id INTEGER",
    "CREATE INDEX answers_mention ON answers (mention_id)",
    # Never twice: who answers again on purpose sets the older to 'replaced' first.
    """
CREATE UNIQUE INDEX answers_once ON answers (mention_id)
WHERE state IN ('sending', 'pending', 'published')""",
    "DROP VIEW readable_mentions",
    """
CREATE VIEW readable_mentions AS   -- for people: one row per brand and mention, times in words
SELECT b.brand, m.source, m.kind, m.label, m.stars, m.title, m.text, m.author_name, m.url,
       datetime(m.published_at, 'unixepoch') AS published_utc,
       datetime(m.edited_at, 'unixepoch') AS edited_utc,
       datetime(m.first_seen_at, 'unixepoch') AS first_seen_utc,
       datetime(m.last_seen_at, 'unixepoch') AS last_seen_utc,
       m.country, m.subject, m.item, m.version, m.id
FROM brand_links b JOIN mentions m ON m.id = b.mention_id""",
)

LATE = (
    # Negatives that a file added to a quarter that was heard: they are counted, and wake nobody.
    "ALTER TABLE coverage ADD COLUMN late INTEGER NOT NULL DEFAULT 0"
)

EVERYWHERE = (
    """
CREATE TABLE spending (            -- what was used of a source's budgets, by the quarter of an hour
  source TEXT NOT NULL,
  account TEXT NOT NULL,           -- the brand whose own keys ask; empty: the shared ones
  budget TEXT NOT NULL,
  at INTEGER NOT NULL,             -- its first second
  thing TEXT NOT NULL,             -- where different things are counted: which one
  amount REAL NOT NULL,
  PRIMARY KEY (source, account, budget, at, thing)
) WITHOUT ROWID""",
    """
CREATE TABLE blocks (              -- authors and sites that a brand does not want to hear
  id INTEGER PRIMARY KEY,
  brand TEXT NOT NULL,
  kind TEXT NOT NULL,              -- author, site
  value TEXT NOT NULL,             -- as it is compared: folded, without @ or www
  shown TEXT NOT NULL,             -- as people read it
  source TEXT NOT NULL,            -- empty: everywhere
  created_at INTEGER NOT NULL,
  written_by TEXT NOT NULL,
  lifted_at INTEGER
)""",
    """
CREATE UNIQUE INDEX blocks_once ON blocks (brand, kind, value, source)
WHERE lifted_at IS NULL""",
    """
CREATE TABLE hidden_links (        -- brand_links that do not count, and why; they can come back
  brand TEXT NOT NULL,
  mention_id INTEGER NOT NULL REFERENCES mentions (id),
  at INTEGER NOT NULL,
  watch_id INTEGER NOT NULL,
  queries TEXT NOT NULL,
  reason TEXT NOT NULL,            -- blocked, query (what is listened for has changed)
  hidden_at INTEGER NOT NULL,
  late INTEGER NOT NULL DEFAULT 0, -- never counted as it happened: coming back, it wakes nobody
  PRIMARY KEY (brand, mention_id)
) WITHOUT ROWID""",
    "CREATE INDEX hidden_links_mention ON hidden_links (mention_id)",
    """
CREATE TABLE applied_queries (     -- with which queries what is stored was last matched
  brand TEXT PRIMARY KEY,
  asked TEXT NOT NULL,             -- digest of the brand's queries
  at INTEGER NOT NULL
) WITHOUT ROWID""",
    """
CREATE TABLE backfills (           -- slices of published time that are read afterwards
  watch_id INTEGER NOT NULL REFERENCES watches (id),
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  state TEXT NOT NULL,             -- open, done, capped (the source shows no more of it)
  asked_at INTEGER NOT NULL,       -- when a person asked for it
  done_at INTEGER,
  items INTEGER NOT NULL DEFAULT 0,
  next_try_at INTEGER,             -- of one that failed: when a crawl takes it up by itself
  failures INTEGER NOT NULL DEFAULT 0,
  error TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (watch_id, from_at, to_at)
) WITHOUT ROWID""",
    # What was said from here on was read as it came, or is told as a gap; NULL: nothing yet.
    "ALTER TABLE watches ADD COLUMN listened_since INTEGER",
    """
UPDATE watches SET listened_since = first_success_at WHERE bookmark_finished_at IS NOT NULL""",
    """
CREATE TABLE streams (             -- up to where a stream was heard
  source TEXT PRIMARY KEY,
  cursor TEXT NOT NULL,
  at INTEGER,                      -- time of the last message, by the site's clock
  heard_at INTEGER,                -- by ours
  started_at INTEGER,
  last_error TEXT NOT NULL DEFAULT '',
  lease_holder TEXT,               -- who listens now, and until when that counts
  lease_until INTEGER
) WITHOUT ROWID""",
    # A brand heard in a stream: no crawl walks it, and none puts it to rest.
    "ALTER TABLE watches ADD COLUMN stream INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE mentions ADD COLUMN checked_at INTEGER",  # last asked for by its id
    "ALTER TABLE mentions ADD COLUMN erased_at INTEGER",  # its text taken away, as terms demand
    "UPDATE deliveries SET payload = x'' WHERE state != 'waiting'",  # nobody needs those any more
    """
CREATE TABLE erasures (            -- erased mentions of which words stand in the search index still
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL
)""",
    "ALTER TABLE brand_links ADD COLUMN copy_of INTEGER",  # the first that said the same
    "CREATE INDEX brand_links_copies ON brand_links (copy_of) WHERE copy_of IS NOT NULL",
    """
CREATE TABLE sketches (            -- of the firsts of groups, to find who says nearly the same
  bucket INTEGER PRIMARY KEY,      -- remainder of the values
  entries BLOB NOT NULL            -- value and mention_id in turn: 32 bits each, low byte first
)""",
    """
CREATE TABLE sketch_log (          -- the latest of them, which are sorted into the buckets later
  id INTEGER PRIMARY KEY,
  entries BLOB NOT NULL
)""",
    """
CREATE TABLE sketch_filter (       -- one row: which values may be in a bucket
  id INTEGER PRIMARY KEY,          -- how often the log was sorted
  bits BLOB NOT NULL
)""",
    "ALTER TABLE rollups ADD COLUMN copies INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE rollups ADD COLUMN negative_copies INTEGER NOT NULL DEFAULT 0",
)

FELT = (
    # The probabilities of two labels, and the compound value of vaderSentiment for English.
    "ALTER TABLE sentiments ADD COLUMN negative REAL",
    "ALTER TABLE sentiments ADD COLUMN positive REAL",
    "ALTER TABLE sentiments ADD COLUMN vader REAL",
    # NULL: the one in force. Times alone cannot say which: two may be of one second.
    "ALTER TABLE sentiments ADD COLUMN replaced_at INTEGER",
    """
UPDATE sentiments SET replaced_at = scored_at WHERE EXISTS (
  SELECT 1 FROM sentiments later WHERE later.mention_id = sentiments.mention_id
  AND (later.scored_at, later.model) > (sentiments.scored_at, sentiments.model))""",
    # The label towards this brand, where it is another than the mention's.
    "ALTER TABLE brand_links ADD COLUMN towards TEXT",
    "ALTER TABLE hidden_links ADD COLUMN towards TEXT",
    "ALTER TABLE mentions ADD COLUMN stage TEXT",  # where on the customer's way it was said
    """
CREATE TABLE mention_aspects (     -- what a mention says of price, wait, staff ...
  mention_id INTEGER NOT NULL REFERENCES mentions (id),
  aspect TEXT NOT NULL,
  label TEXT NOT NULL,
  polarity REAL NOT NULL,
  PRIMARY KEY (mention_id, aspect)
) WITHOUT ROWID""",
    "CREATE INDEX mention_aspects_aspect ON mention_aspects (aspect, mention_id)",
    """
CREATE TABLE applied_aspects (     -- one row: by which lists the aspects were read, and how far
  id INTEGER PRIMARY KEY,
  lists TEXT NOT NULL,
  read_to INTEGER,                 -- NULL: to the end
  applied_at INTEGER NOT NULL
)""",
    """
CREATE TABLE applied_names (       -- by which names it was told towards whom, and how far
  brand TEXT PRIMARY KEY,
  names TEXT NOT NULL,
  read_to INTEGER,                 -- NULL: all
  applied_at INTEGER NOT NULL
) WITHOUT ROWID""",
    """
CREATE TABLE labels (              -- what a person says a mention is towards a brand
  id INTEGER PRIMARY KEY,
  brand TEXT NOT NULL,
  mention_id INTEGER NOT NULL REFERENCES mentions (id),
  label TEXT NOT NULL,             -- negative, neutral, positive; empty: passed over
  labelled_at INTEGER NOT NULL,
  labelled_by TEXT NOT NULL DEFAULT '',
  sampled INTEGER NOT NULL,        -- 1: drawn at random; 0: a correction, that measures nothing
  withdrawn_at INTEGER,            -- set when another label took its place, or the text changed
  machine TEXT,                    -- what `towards` was, and would be, without this label
  stratum TEXT NOT NULL DEFAULT '', -- of a drawn one: month/language/source/what was counted
  weight REAL NOT NULL DEFAULT 0   -- how many mentions of its stratum it stands for
)""",
    "CREATE UNIQUE INDEX labels_once ON labels (brand, mention_id) WHERE withdrawn_at IS NULL",
    "CREATE INDEX labels_mention ON labels (mention_id)",
    """
CREATE TABLE calibrations (        -- what P means for a source and language, from people's labels
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,            -- empty: all of the language
  language TEXT NOT NULL,
  model TEXT NOT NULL,
  detail TEXT NOT NULL,            -- JSON
  labels INTEGER NOT NULL,
  fitted_at INTEGER NOT NULL,
  withdrawn_at INTEGER             -- set when another took its place, or it was taken back
)""",
    """
CREATE UNIQUE INDEX calibrations_once ON calibrations (source, language, model)
 WHERE withdrawn_at IS NULL""",
    "DROP VIEW readable_mentions",
    """
CREATE VIEW readable_mentions AS   -- for people: one row per brand and mention, times in words
SELECT b.brand, m.source, m.kind, coalesce(b.towards, m.label) AS label, m.stars, m.title, m.text,
       m.author_name, m.url,
       datetime(m.published_at, 'unixepoch') AS published_utc,
       datetime(m.edited_at, 'unixepoch') AS edited_utc,
       datetime(m.first_seen_at, 'unixepoch') AS first_seen_utc,
       datetime(m.last_seen_at, 'unixepoch') AS last_seen_utc,
       m.country, m.subject, m.item, m.version, m.stage, m.id
FROM brand_links b JOIN mentions m ON m.id = b.mention_id""",
)

STEPS: dict[str, Sequence[str]] = {
    "0001_first": FIRST,
    "0002_listing_totals": (
        LISTING_TOTALS,
        "CREATE INDEX listing_totals_watch ON listing_totals (watch_id)",
    ),
    "0003_answers": ANSWERS,
    "0004_late": (LATE,),
    "0005_everywhere": EVERYWHERE,
    "0006_felt": FELT,
    "0007_detector": DETECTOR,
    "0008_outages": OUTAGES,
    "0009_outgoing": (*OUTGOING, *SUMMED),
}


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database up to VERSION, inside the transaction that is open."""
    from sqlite_utils import Database, Migrations

    migrations = Migrations("listener")

    for name, statements in STEPS.items():
        migrations(name=name)(_running(statements))

    migrations.apply(Database(connection))
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _running(statements: Sequence[str]) -> Callable[[Any], None]:
    def run(db: Any) -> None:
        for statement in statements:
            db.conn.execute(statement)

    return run
