"""Scrapy without its log lines: what happened to a watch is told by the watch's run."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from scrapy.logformatter import LogFormatter
from twisted.python.log import PythonLoggingObserver

from listener.crawl.masking import MaskingHandler

_LIBRARIES = ("scrapy", "twisted", "protego")


class QuietFormatter(LogFormatter):
    """No line for each page; it would cost time and show addresses with their keys."""

    def crawled(self, *_: Any) -> None:  # type: ignore[override]
        return None


@contextmanager
def quiet(secrets: Iterable[str] = ()) -> Iterator[None]:
    """Keeps the libraries' warnings for `listener.crawl` at debug level, and all else as it was."""
    handler = MaskingHandler(logging.getLogger("listener.crawl"), secrets)
    loggers = [logging.getLogger(name) for name in _LIBRARIES]
    before = [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
    observer = PythonLoggingObserver("twisted")  # type: ignore[no-untyped-call]
    observer.start()
    try:
        yield
    finally:
        observer.stop()
        for logger, (level, propagate) in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = propagate
