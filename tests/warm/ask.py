"""Asks for a warm process, and is as if it were that: it passes signals on and ends as it ends.

It imports little, for it is started for each.
"""

import json
import os
import signal
import socket
import sys


def ask(address: str, arguments: list[str]) -> int:
    """The exit code; of a process that a signal ended, that signal below zero."""
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(address)
        told = {"arguments": arguments, "environment": dict(os.environ), "folder": os.getcwd()}  # noqa: PTH109 - pathlib is slow to import
        socket.send_fds(server, [b"."], [0, 1, 2])
        answers = server.makefile("rw")
        answers.write(json.dumps(told) + "\n")
        answers.flush()
        pid = int(answers.readline())
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda number, _: os.kill(pid, number))
        return int(answers.readline())


code = ask(sys.argv[1], sys.argv[2:])
if code < 0:
    if -code != signal.SIGKILL:  # which nobody can ignore
        signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
sys.exit(code)
