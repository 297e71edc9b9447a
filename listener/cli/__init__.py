"""The command line: parse, call, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper


def main(arguments: Sequence[str] | None = None) -> None:
    """`listener`, as a person or cron types it."""
    from listener.cli.group import listener

    # Threads that multiply small matrices mostly wait for each other: two took 2.7 times the
    # processor's time of one, and on a busy machine twice the clock's. Processes are `workers`.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            _write_anything(stream)
    listener.main(arguments, prog_name="listener")


def _write_anything(stream: TextIOWrapper) -> None:
    """Files and pipes get UTF-8, as digests and exports do; a terminal what it can show.

    Windows gives a file the code page of the country, which has neither stars nor ticks.
    """
    if stream.encoding.lower().replace("-", "") == "utf8":
        return
    if stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8")
