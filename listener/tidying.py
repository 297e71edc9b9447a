"""What a source gave, made fit to be stored: clean texts, each id once, times that can be. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct, json
from msgspec.structs import replace

from listener.i18n import say
from listener.model import Author, Mention, Payload, Reply
from listener.store import Claim
from listener.text import masked, storable

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_TEXTS = (
    *("id", "url", "title", "text", "language", "country", "subject", "item", "version"),
    *("parent_id", "thread_id"),
)


class Tidy(Struct, frozen=True, kw_only=True):
    """A page's mentions as they may be stored; of those with impossible times, what was claimed."""

    mentions: tuple[Mention, ...]
    claimed: dict[str, Mention]


def tidied(mentions: Sequence[Mention], now: datetime) -> Tidy:
    """The page's mentions, each id once, texts as a database can hold them, times possible."""
    found: dict[str, Mention] = {}
    claimed: dict[str, Mention] = {}
    for mention in map(_clean, mentions):
        if mention.id in found:
            continue
        found[mention.id] = dated = _dated(mention, now)
        if dated is not mention:
            claimed[mention.id] = mention
    return Tidy(mentions=tuple(found.values()), claimed=claimed)


def claim(mention: Mention, now: datetime) -> tuple[Payload, str]:
    """A mention as its source gave it, and which of its times cannot be, in words."""
    payload = Payload(
        body=json.encode(mention), content_type="application/json", url=mention.url or mention.id
    )
    return payload, " ".join(_doubts(mention, now))


def claims(
    fresh: Sequence[tuple[Mention, tuple[str, ...]]],
    claimed: Mapping[str, Mention],
    hidden: Iterable[str],
    now: datetime,
) -> list[Claim]:
    """Impossible times of what is new or changed, as they were given; secrets stay hidden."""
    found = []
    for mention, _ in fresh:
        if mention.id in claimed:
            payload, error = claim(claimed[mention.id], now)
            payload = replace(payload, url=masked(payload.url, hidden))
            found.append(Claim(mention=mention.id, payload=payload, error=error))
    return found


def _doubts(mention: Mention, now: datetime) -> Iterator[str]:
    if _impossible(mention.published_at, now):
        yield say("watching.impossible_date", **_day(mention.published_at))
    if _impossible(mention.edited_at, now):
        yield say("watching.impossible_edit", **_day(mention.edited_at))
    for reply in mention.replies:
        if _impossible(reply.at, now):
            yield say("watching.impossible_reply", **_day(reply.at))


def _day(at: datetime | None) -> dict[str, str]:
    assert at is not None
    return {"day": f"{at.day:02}", "month": f"{at.month:02}", "year": f"{at.year:04}"}


def _impossible(at: datetime | None, now: datetime) -> bool:
    """Before there was anything to collect, or later than tomorrow."""
    return at is not None and not EARLIEST <= at <= now + timedelta(days=1)


def _dated(mention: Mention, now: datetime) -> Mention:
    """The mention without times that cannot be; itself when all can."""
    if _impossible(mention.published_at, now):
        mention = replace(mention, published_at=None, precision="implausible")
    if _impossible(mention.edited_at, now):
        mention = replace(mention, edited_at=None)
    if any(_impossible(reply.at, now) for reply in mention.replies):
        mention = replace(mention, replies=tuple(_timed(each, now) for each in mention.replies))
    return mention


def _timed(reply: Reply, now: datetime) -> Reply:
    return replace(reply, at=None, time_kind="none") if _impossible(reply.at, now) else reply


def _clean(mention: Mention) -> Mention:
    changes = {
        name: clean
        for name in _TEXTS
        if (value := getattr(mention, name)) and (clean := storable(value)) is not value
    }
    if changes:
        mention = replace(mention, **changes)
    if mention.author is not None:
        mention = replace(mention, author=_clean_author(mention.author))
    if mention.replies:
        mention = replace(mention, replies=tuple(map(_clean_reply, mention.replies)))
    return mention


def _clean_author(author: Author) -> Author:
    return Author(
        name=author.name and storable(author.name, 500),
        id=author.id and storable(author.id, 500),
        url=author.url and storable(author.url, 2000),
    )


def _clean_reply(reply: Reply) -> Reply:
    return replace(
        reply,
        text=storable(reply.text),
        id=storable(reply.id, 500),
        author=reply.author and storable(reply.author, 500),
    )
