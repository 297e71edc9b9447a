"""Times as the database keeps them: Unix seconds, and quarters of an hour."""

from __future__ import annotations

from datetime import UTC, datetime

BIN_SECONDS = 900


def moment(seconds: int | None) -> datetime | None:
    """Unix seconds as an aware time."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
