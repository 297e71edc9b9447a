"""Imports all of `listener` and its libraries once, then forks for whoever asks."""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import runpy
import select
import socket
import sys
import threading
import time
import traceback
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import IO, Any

LIBRARIES = (
    *("dateparser", "email.message", "feedparser", "html_text", "lxml.html", "numpy", "rich.live"),
    *("scrapy.core.downloader.handlers.http11", "scrapy.core.scheduler", "scrapy.pqueues"),
    *("scrapy.extensions.throttle", "scrapy.squeues", "smtplib", "twisted.internet.asyncioreactor"),
)
"""What is imported only where it is used; asking for one that is gone is no harm."""


def import_all() -> None:
    """Every module of ours but those that run when they are imported, and what they lead to."""
    import listener

    for module in pkgutil.walk_packages(listener.__path__, "listener."):
        if module.name != "listener.__main__":
            import_module(module.name)
    for name in LIBRARIES:
        with suppress(ImportError):
            import_module(name)
    assert "twisted.internet.reactor" not in sys.modules, "each process has a reactor of its own"


def serve(address: str) -> list[str]:
    """Returns in each forked process, with its arguments; in this one when nobody needs it."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen(64)
        os.write(1, b"warm\n")
        while True:
            needed = 0 not in select.select([door, 0], [], [])[0]
            bury()
            if not needed:
                os._exit(0)
            asker, _ = door.accept()
            if os.fork() == 0:
                break
            asker.close()
    return attend(asker)


def bury() -> None:
    """Takes note of those that have ended; only then is their time counted as ours."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def attend(asker: socket.socket) -> list[str]:
    """Returns in the process that was asked for; its parent tells the asker how it ends."""
    _, files, _, _ = socket.recv_fds(asker, 1, 3)
    with asker, asker.makefile("rw") as answers:
        told = json.loads(answers.readline())
        pid = os.fork()
        if pid:
            for each in files:
                os.close(each)
            tell(answers, pid)
            os._exit(0)
    become(told, files)
    return told["arguments"]


def tell(answers: IO[str], pid: int) -> None:
    """Which process it is, then how it ended, to whoever asked and has not been killed since."""
    with suppress(OSError):
        answers.write(f"{pid}\n")
        answers.flush()
        answers.write(f"{os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}\n")
        answers.flush()


def become(told: dict[str, Any], files: list[int]) -> None:
    """The environment, the folder and the three files are those of the asker."""
    for number, each in enumerate(files):
        os.dup2(each, number)
        os.close(each)
    os.environ.clear()
    os.environ.update(told["environment"])
    os.chdir(told["folder"])
    time.tzset()
    # As Python makes its own: errors, and all on a terminal, are shown line by line.
    opened = partial(open, closefd=False)
    sys.stdin = opened(0)
    sys.stdout = opened(1, "w", buffering=1 if os.isatty(1) else -1)
    sys.stderr = opened(2, "w", buffering=1, errors="backslashreplace")


def run(arguments: list[str]) -> None:
    """As `python` would: a module by its name, or a file."""
    if arguments[0] == "-m":
        sys.argv = arguments[1:]
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = arguments
        sys.path.insert(0, str(Path(arguments[0]).parent))
        runpy.run_path(arguments[0], run_name="__main__")


def end(code: int) -> None:
    """Ends as Python does, but takes nothing to pieces, which costs more than many a run."""
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def code_of(arguments: list[str]) -> int:
    """Runs them to their end, for the exit code."""
    try:
        run(arguments)
    except SystemExit as said:
        if said.code is None or isinstance(said.code, int):
            return said.code or 0
        sys.stderr.write(f"{said.code}\n")
        return 1
    except Exception:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    import_all()
    gc.freeze()
    end(code_of(serve(sys.argv[1])))
