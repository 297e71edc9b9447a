"""The command line: parse, call, print."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """`listener`, as a person or cron types it."""
    from listener.cli.group import listener

    listener.main(arguments, prog_name="listener")
