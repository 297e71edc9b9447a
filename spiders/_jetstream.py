"""What Jetstream tells: every post of the network, its edits and its end, as it happens.

Both wires are read: the first (https://docs.bsky.app/blog/jetstream) and the second, whose
schema is lexicons/network/bsky/jetstream/subscribeEvents.json of bluesky-social/jetstream. Both
can be taken up again at a time in microseconds, so that is the cursor.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

from listener.errors import SourceUnavailable, UnexpectedAnswer
from listener.i18n import say
from listener.model import Heard, Mention
from listener.text import one_line

from ._blueskypost import DID, POST, is_record, mention_of_record, uri_of
from ._token import moment

OVERLAP = 5_000_000
"""Microseconds that are heard twice after a break, since servers' clocks differ."""

_FOR_EVER = ("deleted", "takendown")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 4_102_444_800_000_000
"""The year 2100: a cursor beyond it is no time."""


def address(base: str, cursor: str | None) -> str:
    """Where to listen, from a little before the cursor on."""
    is_second = urlsplit(base).path.endswith("subscribeEvents")
    asked = {"collections" if is_second else "wantedCollections": POST}
    if cursor and cursor.isascii() and cursor.isdigit():
        asked["cursor"] = str(max(0, int(cursor) - OVERLAP))
    return f"{base}?{urlencode(asked)}"


def heard(message: bytes) -> Heard:
    """What one message says; raises UnexpectedAnswer for what is none."""
    try:
        told = msgspec.json.decode(message)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnexpectedAnswer(say("bluesky.odd_message")) from error
    if not isinstance(told, dict):
        raise UnexpectedAnswer(say("bluesky.odd_message"))
    if "error" in told:
        said = one_line(f"{told.get('error')} {told.get('message') or ''}", 200)
        raise SourceUnavailable(say("bluesky.stream_ended", said=said))
    kind = _kind(told)
    if kind == "info":
        return Heard()
    at = _time(told)
    if at is None or not isinstance(told.get("did"), str) or not DID.fullmatch(told["did"]):
        raise UnexpectedAnswer(say("bluesky.odd_message"))
    cursor = str((at - _EPOCH) // timedelta(microseconds=1))
    return Heard(
        mentions=_posts(told["did"], _part(told, "commit"), at) if kind == "commit" else (),
        gone=_gone(told["did"], _part(told, "account")) if kind == "account" else (),
        cursor=cursor,
        at=at,
    )


def _kind(told: dict[str, Any]) -> str:
    """The second wire names the kind as `…subscribeEvents#commit`."""
    kind = told.get("kind")
    return kind if isinstance(kind, str) else str(told.get("$type") or "").rpartition("#")[2]


def _part(told: dict[str, Any], name: str) -> dict[str, Any]:
    """What a message is about: below its kind's name, or beside it on the second wire."""
    part = told.get(name)
    return part if isinstance(part, dict) else told


def _time(told: dict[str, Any]) -> datetime | None:
    micros = told.get("time_us")
    if isinstance(micros, int) and 0 < micros < _LATEST:
        return _EPOCH + timedelta(microseconds=micros)
    return moment(told.get("time"))


def _posts(did: str, commit: dict[str, Any], at: datetime) -> tuple[Mention, ...]:
    """The post that was made, edited or deleted; of other things, none."""
    if commit.get("collection") != POST:
        return ()
    uri, record = uri_of(did, commit.get("rkey")), commit.get("record")
    if not uri:
        raise UnexpectedAnswer(say("bluesky.odd_message"))
    if commit.get("operation") == "delete":
        return (Mention(id=uri, deleted=True, precision="none"),)
    if not is_record(record):
        raise UnexpectedAnswer(say("bluesky.odd_message"))
    assert isinstance(record, dict)
    mention = mention_of_record(uri, record, at)
    if commit.get("operation") == "update":
        mention = msgspec.structs.replace(mention, edited_at=at)
    return (mention,)


def _gone(did: str, account: dict[str, Any]) -> tuple[str, ...]:
    """What all posts of an account begin with, if they have gone with it; a pause is no end."""
    is_gone = account.get("active") is False and account.get("status") in _FOR_EVER
    return (f"at://{did}/",) if is_gone else ()
