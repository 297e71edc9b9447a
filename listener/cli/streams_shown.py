"""How a stream is: whether somebody listens, and how far behind the world."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from listener.cli.as_json import clean
from listener.cli.listen import how_far
from listener.i18n import Translator
from listener.i18n.formats import moment
from listener.records import StreamStatus
from listener.source import title_of
from listener.text import one_line


def is_live(stream: StreamStatus, now: datetime) -> bool:
    """Whether somebody listens, or has until a moment ago."""
    return stream.lease_until is not None and stream.lease_until > now


def heard_now(source: str, streams: Sequence[StreamStatus], now: datetime, t: Translator) -> str:
    """Of one source: listening and how far behind, or that nobody does."""
    for stream in streams:
        if stream.source == source and is_live(stream, now):
            far = how_far(stream.at, now, t) or t("listening.up_to_date")
            return t("listening.row_live", how_far=far)
    return t("listening.row_off")


def told(stream: StreamStatus, now: datetime, t: Translator) -> tuple[bool, str]:
    """Whether all is well with a stream, and how it is."""
    source = title_of(stream.source)
    at = moment(t.language, stream.at, UTC) if stream.at else t("listening.never")
    if not is_live(stream, now):
        return False, t("listening.not_live", source=source, at=at)
    if stream.last_error:
        error = one_line(stream.last_error, 200)
        return False, t("listening.cannot_hear", source=source, at=at, error=error)
    far = how_far(stream.at, now, t) or t("listening.up_to_date")
    return True, t("listening.live", source=source, how_far=far)


def stream_row(stream: StreamStatus) -> dict[str, Any]:
    """A stream for programs."""
    return {
        "source": stream.source,
        "at": stream.at,
        "heard_at": stream.heard_at,
        "started_at": stream.started_at,
        "lease_until": stream.lease_until,
        "last_error": clean(stream.last_error),
    }
