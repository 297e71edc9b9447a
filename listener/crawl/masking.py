"""What libraries log, without secrets."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from listener.text import masked


class MaskingHandler(logging.Handler):
    """Passes what a library logs on to our own logger, without secrets and in one line."""

    def __init__(self, to: logging.Logger, secrets: Iterable[str] = ()) -> None:
        super().__init__(logging.WARNING)
        self._to, self._secrets = to, tuple(secrets)

    def emit(self, record: logging.LogRecord) -> None:
        text = masked(record.getMessage(), self._secrets)
        first, *_ = text.splitlines() or [""]
        # Scrapy logs as errors what listener reports itself, in a person's words.
        self._to.debug("%s: %s", record.name, first)
