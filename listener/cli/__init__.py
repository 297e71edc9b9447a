"""The command line: parse, call, print."""

from __future__ import annotations

import os
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """`listener`, as a person or cron types it."""
    from listener.cli.group import listener

    # Threads that multiply small matrices mostly wait for each other: two took 2.7 times the
    # processor's time of one, and on a busy machine twice the clock's. Processes are `workers`.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    listener.main(arguments, prog_name="listener")
