"""What to type to see a digest again."""

from __future__ import annotations

import shlex

from listener.records import Report
from listener.text import one_line


def command_of(report: Report) -> str:
    """The command that asks for the digest of this brand, group or place."""
    kind, _, group = report.brand.partition("group:")
    option, name = ("--group", group) if group and not kind else ("--brand", report.brand)
    parts = [f"listener digest {option} {shlex.quote(one_line(name, 80))}"]
    if report.location:
        parts.append(f"--location {shlex.quote(one_line(report.location, 80))}")
    return " ".join(parts)
