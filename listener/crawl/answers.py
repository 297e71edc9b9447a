"""What an HTTP answer means: something to read, nothing new, or an error that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from msgspec import Struct

from listener.crawl.allowance import date_of, reset_told
from listener.errors import (
    AccessDenied,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.i18n import say
from listener.model import Payload
from listener.text import masked, one_line

REST = timedelta(minutes=15)
"""How long a source rests that asks to slow down without saying for how long."""

LONGEST_REST = timedelta(days=1)
"""A longer rest than this is taken for a mistake of the site."""


class Answer(Struct, frozen=True, kw_only=True):
    """One answer, judged. `error` is set when there is nothing to read.

    `asked_wait` are the seconds that the site asks us to wait; `passing` is a fault that may
    be gone in a moment. `moved_to` is the address after permanent redirects only.
    """

    payload: Payload
    validators: dict[str, str] = {}
    moved_to: str | None = None
    unchanged: bool = False
    error: SourceError | None = None
    asked_wait: float | None = None
    passing: bool = False


def judge(
    payload: Payload,
    headers: Mapping[str, str],
    *,
    reads: tuple[int, ...],
    now: datetime,
    moved_to: str | None = None,
    conditional: bool = False,
) -> Answer:
    """The answer to one request. `reads` are the statuses that the source reads itself."""
    status = payload.status
    if status in reads:
        kept = validators(headers) if conditional else {}
        return Answer(payload=payload, validators=kept, moved_to=moved_to)
    if status == 304 and conditional:
        return Answer(payload=payload, unchanged=True, moved_to=moved_to)
    wait = retry_after(headers, now) if status in (429, 503) else None
    if status == 429 and wait is None:
        wait = reset_told(headers, now)
        wait = None if wait is None else min(wait, LONGEST_REST.total_seconds())
    if status == 429 or wait is not None:
        return Answer(payload=payload, error=throttled(payload.url, wait, now), asked_wait=wait)
    return Answer(payload=payload, error=_refusal(payload), passing=status >= 500 or status == 408)


def validators(headers: Mapping[str, str]) -> dict[str, str]:
    """What to send back next time, so that the site can say "nothing new"."""
    names = {"etag": "etag", "last-modified": "last_modified"}
    return {name: headers[header] for header, name in names.items() if headers.get(header)}


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for, or None without one that can be read.

    A date is measured from the answer's own Date: clocks differ.
    https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST_REST.total_seconds())
    until = date_of(value)
    if until is None:
        return None
    seconds = (until - (date_of(headers.get("date", "")) or now)).total_seconds()
    return min(max(seconds, 0.0), LONGEST_REST.total_seconds())


def throttled(url: str, wait: float | None, now: datetime) -> Throttled:
    """The error for a site that asks to slow down, with the moment when it may be asked again."""
    seconds = REST.total_seconds() if wait is None else wait
    until = now + timedelta(seconds=seconds)
    rest = f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
    return Throttled(say("crawl.throttled", host=host_of(url), rest=rest), retry_after=until)


def host_of(url: str) -> str:
    """The site of an address, fit to be shown."""
    return one_line(urlsplit(url).netloc.rpartition("@")[2], 80)


def shown(url: str) -> str:
    """The address, fit to be shown: without secrets, in one line."""
    return one_line(masked(url), 160)


_DENIED = {401: "who_are_you", 407: "proxy", 410: "gone", 451: "legal", 403: "forbidden"}


def _refusal(payload: Payload) -> SourceError:
    status = payload.status
    words = {"host": host_of(payload.url), "url": shown(payload.url), "status": status}
    if status in _DENIED:
        return AccessDenied(say(f"crawl.{_DENIED[status]}", **words))
    if status == 404:
        return UnexpectedAnswer(say("crawl.not_found", **words))
    if status >= 500 or status == 408:
        return SourceUnavailable(say("crawl.trouble", **words))
    return UnexpectedAnswer(say("crawl.strange_status", **words))
