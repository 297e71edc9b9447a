"""What the detector keeps of a series: what it has learned, and every look that it took."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from listener.spikes import DetectorState, Evaluation
from listener.store import changes
from listener.store.clock import moment

QUIET = timedelta(days=60)
"""How long looks are kept that saw nothing: a year of them is ten megabytes a series."""

KEPT = timedelta(days=400)
"""How long those are kept that were alarming, and belong to no incident."""

_TIMES = ("onset_at", "until", "basis_since")
_TRUTHS = ("alarming", "usual", "complete", "past", "adopted")
_FIELDS = Evaluation.__struct_fields__
_PUT = (
    f"INSERT INTO evaluations ({', '.join(_FIELDS)}, looked_at, incident_id)"
    f" VALUES ({', '.join('?' * len(_FIELDS))}, ?, ?) ON CONFLICT (brand, source, until)"
    f" DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _FIELDS)},"
    " looked_at = excluded.looked_at, incident_id = coalesce(excluded.incident_id, incident_id)"
)


def states(connection: sqlite3.Connection, brand: str) -> list[DetectorState]:
    """What was learned of each series of a brand, by source, oldest first."""
    rows = connection.execute(
        "SELECT * FROM detector_states WHERE brand = ? ORDER BY source, at", (brand,)
    )
    return [_state(row) for row in rows]


def held(connection: sqlite3.Connection, brand: str, source: str) -> list[DetectorState]:
    """What was learned of one series, oldest first."""
    rows = connection.execute(
        "SELECT * FROM detector_states WHERE brand = ? AND source = ? ORDER BY at", (brand, source)
    )
    return [_state(row) for row in rows]


def keep(
    connection: sqlite3.Connection,
    before: Sequence[DetectorState],
    after: Sequence[DetectorState],
    evaluations: Sequence[Evaluation],
    incident_id: int | None,
    now: datetime,
) -> None:
    """Put these states in the place of those, and the evaluations among the others."""
    connection.executemany(
        "DELETE FROM detector_states WHERE brand = ? AND source = ? AND at = ?",
        [_key(state) for state in before if state not in after],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO detector_states (brand, source, at, engine, state)"
        " VALUES (?, ?, ?, ?, ?)",
        [(*_key(state), state.engine, state.values) for state in after if state not in before],
    )
    at = int(now.timestamp())
    connection.executemany(_PUT, [(*_row(each), at, incident_id) for each in evaluations])


def forget(connection: sqlite3.Connection, brand: str, source: str, now: datetime) -> None:
    """Drop a series' old looks that no incident needs."""
    connection.execute(
        "DELETE FROM evaluations WHERE brand = ? AND source = ? AND until < ?"
        " AND incident_id IS NULL AND (NOT alarming OR until < ?)",
        (brand, source, *(int((now - each).timestamp()) for each in (QUIET, KEPT))),
    )


def of_series(
    connection: sqlite3.Connection, brand: str, source: str, since: datetime, until: datetime
) -> list[Evaluation]:
    """The looks at a series whose data ended within a period, oldest first."""
    rows = connection.execute(
        "SELECT * FROM evaluations WHERE brand = ? AND source = ? AND until >= ? AND until < ?"
        " ORDER BY until",
        (brand, source, int(since.timestamp()), int(until.timestamp())),
    )
    return [_evaluation(row) for row in rows]


def of_incident(connection: sqlite3.Connection, incident_id: int) -> list[Evaluation]:
    """The looks that belong to an incident, oldest first."""
    rows = connection.execute(
        "SELECT * FROM evaluations WHERE incident_id = ? ORDER BY until", (incident_id,)
    )
    return [_evaluation(row) for row in rows]


def looked_until(connection: sqlite3.Connection, brand: str) -> dict[str, datetime]:
    """Where the data of the last look at each series of a brand ended, as they were heard.

    What was only found late may still be heard by a walk. From source to source: a year of looks
    would take long to be read whole.
    """
    rows = connection.execute(
        "WITH RECURSIVE each (source) AS (SELECT min(source) FROM evaluations WHERE brand = ?1"
        " UNION ALL SELECT (SELECT min(source) FROM evaluations WHERE brand = ?1"
        " AND source > each.source) FROM each WHERE each.source IS NOT NULL)"
        " SELECT source, (SELECT max(until) FROM evaluations e WHERE e.brand = ?1"
        " AND e.source = each.source AND NOT e.past) FROM each WHERE source IS NOT NULL",
        (brand,),
    )
    return {source: changes.at(until) for source, until in rows if until is not None}


def _key(state: DetectorState) -> tuple[str, str, int]:
    return state.brand, state.source, int(state.at.timestamp())


def _state(row: sqlite3.Row) -> DetectorState:
    return DetectorState(
        brand=row["brand"],
        source=row["source"],
        engine=row["engine"],
        at=changes.at(row["at"]),
        values=row["state"],
    )


def _row(evaluation: Evaluation) -> tuple[Any, ...]:
    return tuple(_stored(getattr(evaluation, name)) for name in _FIELDS)


def _stored(value: Any) -> Any:
    return int(value.timestamp()) if isinstance(value, datetime) else value


def _evaluation(row: sqlite3.Row) -> Evaluation:
    values = {name: row[name] for name in _FIELDS}
    values |= {name: moment(values[name]) for name in _TIMES}
    return Evaluation(**values | {name: bool(values[name]) for name in _TRUTHS})
