"""What to type to see a digest again."""

from __future__ import annotations

import shlex
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from listener.records import Report
from listener.text import one_line

A_DAY = timedelta(days=1)
"""What `listener digest` is of, if nothing is said."""


def command_of(report: Report, since: datetime | None = None) -> str:
    """The command that asks for the digest of this brand, group or place, from when it begins on;
    or from then on.
    """
    kind, _, group = report.brand.partition("group:")
    option, name = ("--group", group) if group and not kind else ("--brand", report.brand)
    parts = [f"listener digest {option} {shlex.quote(one_line(name, 80))}"]
    if report.location:
        parts.append(f"--location {shlex.quote(one_line(report.location, 80))}")
    begins = (since or report.since).astimezone(ZoneInfo(report.time_zone))
    if begins.time() == time():
        parts.append(f"--since {begins:%Y-%m-%d}")
    elif since or report.until - report.since != A_DAY:
        parts.append(f"--since {begins:%Y-%m-%dT%H:%M}")
    return " ".join(parts)
