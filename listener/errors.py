"""Every error, drawn as a tree, by what the caller should do.

ListenerError
├── ConfigError            a person edits a file       exit 2
├── SourceError
│   ├── SourceUnavailable  try again later             backed off
│   │   └── Interrupted    we stopped, not the source  the next crawl goes on at once
│   ├── Throttled          asked to slow down          the source rests until `retry_after`
│   ├── AccessDenied       key, approval, robots       the source rests, a person is told what to do
│   └── UnexpectedAnswer   the site changed            payload quarantined, source marked broken
├── StoreError             disk full, locked, newer    exit 4
│   └── LeaseLost          another crawl took over     this walk stops, nothing is lost
└── DeliveryError          retried from the outbox, or, if permanent, the target is paused

The first line of a docstring is the default message.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from listener.i18n import say


class ListenerError(Exception):
    """Something went wrong in listener."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").split("\n", 1)[0])


class ConfigError(ListenerError):
    """The configuration needs an edit.

    `file` and `key` say where; `hint` is the nearest right key, when there is one.
    """

    def __init__(self, message: str = "", *, file: str = "", key: str = "", hint: str = "") -> None:
        self.file, self.key, self.hint = file, key, hint
        where = ": ".join(part for part in (file, key) if part)
        body = message or (self.__doc__ or "").split("\n", 1)[0]
        suffix = f" ({say('errors.did_you_mean', hint=hint)})" if hint else ""
        super().__init__(f"{where}: {body}{suffix}" if where else body + suffix)


class SourceError(ListenerError):
    """A source could not be read."""

    kind = "error"


class SourceUnavailable(SourceError):
    """The source did not answer; it is asked again later.

    `reached` is False when no connection came about: nothing that was sent can have arrived.
    """

    kind = "unavailable"

    def __init__(self, message: str = "", *, reached: bool = True) -> None:
        super().__init__(message)
        self.reached = reached


class Interrupted(SourceUnavailable):
    """The crawl was stopped before this was read; the next one goes on."""


class Throttled(SourceError):
    """The source asked to slow down; it rests for a while."""

    kind = "throttled"

    def __init__(self, message: str = "", *, retry_after: datetime | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class AccessDenied(SourceError):
    """The source refused access; a person must give a key, ask for approval, or switch it off."""

    kind = "denied"


class UnexpectedAnswer(SourceError):
    """The source answered something unknown; the answer is kept in quarantine."""

    kind = "broken"


class StoreError(ListenerError):
    """The database could not be used."""


class LeaseLost(StoreError):
    """Another crawl took over this watch; nothing is lost."""


class DeliveryError(ListenerError):
    """The message could not be delivered; it stays in the outbox.

    `permanent` tells a refusal (the target is paused) from a passing fault (tried again).
    `of_channel`: any other message over the same channel would fare alike just now; `of_message`:
    this very one is not wanted, as spam say. `rest` is how long it asked to be left alone.
    """

    def __init__(
        self,
        message: str = "",
        *,
        permanent: bool = False,
        of_channel: bool = False,
        of_message: bool = False,
        rest: timedelta | None = None,
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.of_channel = of_channel
        self.of_message = of_message
        self.rest = rest


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice most like the word, or nothing: the hint of a ConfigError."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(choices), n=1, cutoff=0.6)), "")
