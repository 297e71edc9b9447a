"""The sums and the state of the watches of a period: what every report begins with."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

from listener.records import Report
from listener.store.hiding import hidden_by_blocks
from listener.store.incidents import between
from listener.store.statuses import statuses
from listener.store.sums import added, by_source


def report(
    connection: sqlite3.Connection,
    brand: str,
    name: str,
    zone: str,
    period: tuple[datetime, datetime],
    watches: Collection[int] | None = None,
) -> Report:
    """What is summed of one brand, by the mentions' own times; or of some of its watches.

    Incidents are of a whole source or brand, and blocks of no watch: a few watches have none.
    """
    since, until = period
    start, end = int(since.timestamp()), int(until.timestamp())
    before = int((since - (until - since)).timestamp())
    own = None if watches is None else sorted(watches)
    now, previous = by_source(connection, brand, [(start, end), (before, start)], own)
    whole = watches is None
    return Report(
        brand=brand,
        name=name,
        time_zone=zone,
        since=since,
        until=until,
        totals=added(now.values()),
        previous=added(previous.values()),
        by_source=now,
        incidents=tuple(between(connection, brand, since, until)) if whole else (),
        coverage=tuple(statuses(connection, brand, since, until, watches)),
        hidden=hidden_by_blocks(connection, brand, since, until) if whole else 0,
        brands=(brand,),
    )
