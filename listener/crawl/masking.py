"""Secrets taken out of what is said, logged or put into quarantine."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

_PARAMETER = re.compile(
    r"(?i)([?&;](?:[a-z_.-]*(?:key|token|secret|passw(?:or)?d|signature)|auth|sig|pwd)=)[^&#\s'\">]+"
)
_USER_INFO = re.compile(r"(?i)\b(https?://)[^/@\s]+@")
_SHORTEST = 4


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """The text with `***` for keys in addresses and for every known secret."""
    for secret in secrets:
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, "***")
    return _USER_INFO.sub(r"\1***@", _PARAMETER.sub(r"\1***", text))


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
