"""A call that may hang, given up after so long."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")


def in_time(seconds: float, call: Callable[[], T]) -> T:
    """What the call gives, or raises; TimeoutError when it takes longer.

    Time-outs of sockets begin anew with each byte that a server lets drip. A call that is given up
    is left to its own thread, which does not keep the process alive.
    """
    answer: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            answer.put((call(), None))
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            answer.put((None, error))

    threading.Thread(target=run, name="listener-send", daemon=True).start()
    try:
        found, error = answer.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return found  # type: ignore[return-value]
