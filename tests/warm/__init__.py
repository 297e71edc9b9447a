"""Processes of `listener` that start warm: a fork of one that has imported everything already.

Most of what a short crawl costs is importing Scrapy. `warm("-m", "listener", …)` stands for
`[sys.executable, "-m", "listener", …]` wherever a test is not about starting: the process is one
of its own, with its own input, output, environment, folder, signals and exit code.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent

Python = Callable[..., list[str]]
"""The command that runs Python with some arguments: `warm` or `cold`."""


def warm(*arguments: str) -> list[str]:
    """The command that runs `python` with these arguments, warm."""
    return [sys.executable, "-I", "-S", str(HERE / "ask.py"), _address(), *arguments]


def cold(*arguments: str) -> list[str]:
    """The same from nothing: what is imported shows, and killing the process kills it."""
    return [sys.executable, *arguments]


@cache
def _address() -> str:
    """Where the process that forks is listening; it ends with this one."""
    folder = tempfile.TemporaryDirectory()
    address = str(Path(folder.name) / "warm")
    server = subprocess.Popen(
        [sys.executable, str(HERE / "serve.py"), address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1]), "OPENBLAS_NUM_THREADS": "1"},
        start_new_session=True,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    assert server.stdout.readline() == b"warm\n"

    @atexit.register
    def end() -> None:
        with server:
            server.stdin.close()
        folder.cleanup()

    return address
