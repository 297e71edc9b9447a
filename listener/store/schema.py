"""The schema, open and documented: any SQLite tool may read it. Times are Unix seconds, UTC.

This is the first layout; `migrations.py` has what came later.
"""

from __future__ import annotations

FIRST = (
    """
CREATE TABLE mentions (            -- one thing somebody said, once per source
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  native_id TEXT NOT NULL,         -- the source's own id, or a derived one (id_kind)
  id_kind TEXT NOT NULL,
  kind TEXT NOT NULL,              -- post, comment, article, review
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  author_name TEXT,
  author_id TEXT,
  author_url TEXT,
  published_at INTEGER,            -- as the source says; NULL when it does not, or cannot be
  precision TEXT NOT NULL,         -- of published_at: second, minute, day, month, none, implausible
  edited_at INTEGER,
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  gone_at INTEGER,                 -- deleted, as far as we know
  absences INTEGER NOT NULL DEFAULT 0,
  language TEXT,                   -- declared by the source
  country TEXT,
  subject TEXT,                    -- the app, feed or subreddit it stands in
  version TEXT,
  rating_raw REAL,
  rating_worst REAL,
  rating_best REAL,
  stars REAL,                      -- the rating on one to five
  likes INTEGER,
  replies INTEGER,
  shares INTEGER,
  views INTEGER,
  parent_id TEXT,
  thread_id TEXT,
  label TEXT NOT NULL,             -- in force: the stars' label, else the text's
  polarity REAL NOT NULL,          -- of the text, -1 to 1
  content_hash BLOB NOT NULL
)""",
    "CREATE UNIQUE INDEX mentions_key ON mentions (source, native_id)",
    "CREATE INDEX mentions_undated ON mentions (first_seen_at) WHERE published_at IS NULL",
    """
CREATE TABLE brand_links (         -- which brand a mention is about; at = published or first seen
  brand TEXT NOT NULL,
  at INTEGER NOT NULL,
  mention_id INTEGER NOT NULL REFERENCES mentions (id),
  watch_id INTEGER NOT NULL,
  queries TEXT NOT NULL,           -- names of the queries that matched, comma separated
  PRIMARY KEY (brand, at, mention_id)
) WITHOUT ROWID""",
    "CREATE INDEX brand_links_mention ON brand_links (mention_id)",
    """
CREATE TABLE sentiments (          -- the text's own sentiment, a row per model that scored it
  mention_id INTEGER NOT NULL REFERENCES mentions (id),
  model TEXT NOT NULL,             -- name and version; empty: not scored (language not read)
  label TEXT NOT NULL,
  polarity REAL NOT NULL,
  confidence REAL NOT NULL,
  language TEXT NOT NULL,          -- as identified
  scored_at INTEGER NOT NULL,
  PRIMARY KEY (mention_id, model)
) WITHOUT ROWID""",
    """
CREATE TABLE versions (            -- what an edited mention said before, stars included
  id INTEGER PRIMARY KEY,
  mention_id INTEGER NOT NULL REFERENCES mentions (id),
  replaced_at INTEGER NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  rating_raw REAL,
  stars REAL,
  label TEXT NOT NULL,
  edited_at INTEGER
)""",
    "CREATE INDEX versions_mention ON versions (mention_id)",
    """
CREATE TABLE replies (             -- the owner's answers
  id INTEGER PRIMARY KEY,
  mention_id INTEGER NOT NULL REFERENCES mentions (id),
  native_id TEXT NOT NULL,
  author TEXT,
  text TEXT NOT NULL,
  at INTEGER,
  time_kind TEXT NOT NULL,         -- created, modified, none
  first_seen_at INTEGER NOT NULL,
  UNIQUE (mention_id, native_id, text)
)""",
    """
CREATE TABLE watches (             -- brand x source x query or listing, with bookmark and health
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  brand TEXT NOT NULL,
  source TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1,
  health TEXT NOT NULL DEFAULT 'new',
  bookmark_newest_at INTEGER,
  bookmark_finished_at INTEGER,
  first_success_at INTEGER,
  last_started_at INTEGER,
  last_success_at INTEGER,
  last_reread_at INTEGER,
  last_error TEXT NOT NULL DEFAULT '',
  failures INTEGER NOT NULL DEFAULT 0,
  rests_until INTEGER,
  lease_holder TEXT,
  lease_until INTEGER,
  etag TEXT,
  last_modified TEXT,
  moved_to TEXT,
  asked TEXT NOT NULL DEFAULT ''   -- digest of what is matched; when it changes, all is read anew
)""",
    "CREATE INDEX watches_brand ON watches (brand, source)",
    """
CREATE TABLE walks (               -- one crawl of one watch, and why it stopped
  id INTEGER PRIMARY KEY,
  watch_id INTEGER NOT NULL REFERENCES watches (id),
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  pages INTEGER NOT NULL DEFAULT 0,
  items INTEGER NOT NULL DEFAULT 0,
  new INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  unmatched INTEGER NOT NULL DEFAULT 0,
  stopped_because TEXT,            -- NULL: running, or killed
  error TEXT NOT NULL DEFAULT ''
)""",
    "CREATE INDEX walks_watch ON walks (watch_id, started_at)",
    """
CREATE TABLE gaps (                -- published time that a watch may have missed
  id INTEGER PRIMARY KEY,
  watch_id INTEGER NOT NULL REFERENCES watches (id),
  from_at INTEGER,
  to_at INTEGER,
  reason TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER
)""",
    "CREATE INDEX gaps_open ON gaps (watch_id) WHERE closed_at IS NULL",
    """
CREATE TABLE rollups (             -- counts per quarter of an hour of published time
  brand TEXT NOT NULL,
  source TEXT NOT NULL,
  bin INTEGER NOT NULL,            -- its first second
  items INTEGER NOT NULL,
  negatives INTEGER NOT NULL,
  positives INTEGER NOT NULL,
  polarity_sum REAL NOT NULL,
  rated INTEGER NOT NULL,
  stars_sum REAL NOT NULL,
  PRIMARY KEY (brand, source, bin)
) WITHOUT ROWID""",
    """
CREATE TABLE coverage (            -- what a watch saw of each quarter of an hour
  watch_id INTEGER NOT NULL REFERENCES watches (id),
  bin INTEGER NOT NULL,
  state TEXT NOT NULL,             -- ok, partial, down, backfilled, truncated
  PRIMARY KEY (watch_id, bin)
) WITHOUT ROWID""",
    """
CREATE TABLE incidents (           -- negative spikes
  id INTEGER PRIMARY KEY,
  brand TEXT NOT NULL,
  source TEXT NOT NULL,
  state TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  recovered_at INTEGER,
  detail TEXT NOT NULL             -- the incident as JSON: observed, expected, band, probability
)""",
    "CREATE INDEX incidents_brand ON incidents (brand, state)",
    """
CREATE TABLE incident_events (
  id INTEGER PRIMARY KEY,
  incident_id INTEGER NOT NULL REFERENCES incidents (id),
  at INTEGER NOT NULL,
  event TEXT NOT NULL,             -- opened, worse, recovered
  detail TEXT NOT NULL
)""",
    """
CREATE TABLE deliveries (          -- the outbox
  id INTEGER PRIMARY KEY,
  incident_id INTEGER,
  event TEXT NOT NULL,
  brand TEXT NOT NULL,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  payload BLOB NOT NULL,
  state TEXT NOT NULL,             -- waiting, sent, refused
  created_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  next_try_at INTEGER,
  sent_at INTEGER,
  last_error TEXT NOT NULL,
  claimed_until INTEGER
)""",
    "CREATE INDEX deliveries_waiting ON deliveries (next_try_at) WHERE state = 'waiting'",
    """
CREATE TABLE quarantine (          -- answers that could not be read, as they came
  id INTEGER PRIMARY KEY,
  watch_id INTEGER NOT NULL,
  source TEXT NOT NULL,
  at INTEGER NOT NULL,
  url TEXT NOT NULL,
  content_type TEXT NOT NULL,
  error TEXT NOT NULL,
  payload BLOB NOT NULL            -- its first megabyte
)""",
    "CREATE INDEX quarantine_watch ON quarantine (watch_id, at)",
    """
CREATE VIRTUAL TABLE mentions_fts USING fts5 (
  title, text, content='mentions', content_rowid='id',
  tokenize="unicode61 remove_diacritics 2"
)""",
    """
CREATE VIEW readable_mentions AS   -- for people: one row per brand and mention, times in words
SELECT b.brand, m.source, m.kind, m.label, m.stars, m.title, m.text, m.author_name, m.url,
       datetime(m.published_at, 'unixepoch') AS published_utc,
       datetime(m.edited_at, 'unixepoch') AS edited_utc,
       datetime(m.first_seen_at, 'unixepoch') AS first_seen_utc,
       datetime(m.last_seen_at, 'unixepoch') AS last_seen_utc,
       m.country, m.subject, m.version, m.id
FROM brand_links b JOIN mentions m ON m.id = b.mention_id""",
)
