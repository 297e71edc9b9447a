"""Format 9: who was told what over which channel, who takes nothing, and digests that were made."""

from __future__ import annotations

OUTGOING = (
    "ALTER TABLE deliveries ADD COLUMN title TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE deliveries ADD COLUMN thread TEXT NOT NULL DEFAULT ''",
    # As mails have named their conversations all along.
    """
UPDATE deliveries SET thread = i.brand || '.' || i.source || '.' || i.opened_at
 FROM incidents i WHERE i.id = deliveries.incident_id""",
    "ALTER TABLE deliveries ADD COLUMN not_before INTEGER",  # held until then: quiet hours
    "ALTER TABLE deliveries ADD COLUMN provider_id TEXT NOT NULL DEFAULT ''",
    """
CREATE TABLE delivery_incidents (  -- all incidents that a message tells of
  delivery_id INTEGER NOT NULL REFERENCES deliveries (id),
  incident_id INTEGER NOT NULL REFERENCES incidents (id),
  event TEXT NOT NULL,             -- what it tells of that one
  PRIMARY KEY (delivery_id, incident_id)
) WITHOUT ROWID""",
    "CREATE INDEX delivery_incidents_incident ON delivery_incidents (incident_id)",
    """
INSERT INTO delivery_incidents SELECT id, incident_id, event FROM deliveries
 WHERE incident_id IN (SELECT id FROM incidents)""",
    """
CREATE TABLE pauses (              -- who takes no messages for now, and why
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,           -- email, apprise, webhook
  recipient TEXT NOT NULL COLLATE NOCASE,
  brand TEXT NOT NULL,             -- empty: all
  since INTEGER NOT NULL,
  reason TEXT NOT NULL,            -- refused, unsubscribed
  detail TEXT NOT NULL,            -- what was said
  lifted_at INTEGER
)""",
    """
CREATE UNIQUE INDEX pauses_once ON pauses (channel, recipient, brand) WHERE lifted_at IS NULL""",
    """
CREATE TABLE digest_runs (         -- digests that were made to be sent
  id INTEGER PRIMARY KEY,
  scope TEXT NOT NULL,             -- the brand, or group: and the group
  period TEXT NOT NULL,            -- day, week, month; empty: any other
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  made_at INTEGER NOT NULL
)""",
    "CREATE INDEX digest_runs_scope ON digest_runs (scope, period, until)",
)
