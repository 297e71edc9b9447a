"""Answers for other programs; `docs/json.md` tells their shapes."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from listener.records import (
    Delivery,
    StoredMention,
    WatchStatus,
)
from listener.text import masked, plain, web_address

VERSION = 1
COLUMNS = (
    "key",
    "brand",
    "source",
    "kind",
    "id",
    "url",
    "title",
    "text",
    "author",
    "published_at",
    "precision",
    "edited_at",
    "first_seen_at",
    "last_seen_at",
    "gone_at",
    "erased_at",
    "label",
    "stars",
    "contradicted",
    "text_label",
    "polarity",
    "negative",
    "positive",
    "vader",
    "model",
    "language",
    "declared_language",
    "country",
    "subject",
    "item",
    "version",
    "likes",
    "replies",
    "shares",
    "views",
    "versions",
    "copies",
    "copy_of",
    "aspects",
    "stage",
)
"""What is told of a mention, in the order of the columns of an export."""


def echo_json(**parts: Any) -> None:
    """Print one JSON object that begins with its version."""
    encoded = msgspec.json.encode({"version": VERSION, **parts})
    click.echo(msgspec.json.format(encoded, indent=2).decode())


def mention_row(stored: StoredMention) -> dict[str, Any]:
    """A mention as flat keys and values, the same in search and export."""
    mention, counts = stored.mention, stored.mention.engagement
    return {
        "key": stored.key,
        "brand": plain(stored.brand),
        "source": plain(stored.source),
        "kind": mention.kind,
        "id": plain(mention.id),
        "url": web_address(mention.url) or None,
        "title": plain(mention.title),
        "text": plain(mention.text),
        "author": clean(mention.author.name if mention.author else None),
        "published_at": mention.published_at,
        "precision": mention.precision,
        "edited_at": mention.edited_at,
        "first_seen_at": stored.first_seen_at,
        "last_seen_at": stored.last_seen_at,
        "gone_at": stored.gone_at,
        "erased_at": stored.erased_at,
        "label": stored.label,
        "stars": round(mention.rating.stars, 3) if mention.rating else None,
        "contradicted": stored.contradicted,
        "text_label": stored.sentiment.label,
        "polarity": stored.sentiment.polarity,
        "negative": _share(stored.sentiment.negative),
        "positive": _share(stored.sentiment.positive),
        "vader": stored.sentiment.vader,
        "model": stored.sentiment.model,
        "language": stored.sentiment.language,
        "declared_language": clean(mention.language),
        "country": clean(mention.country),
        "subject": clean(mention.subject and masked(mention.subject)),
        "item": clean(mention.item),
        "version": clean(mention.version),
        "likes": counts.likes if counts else None,
        "replies": counts.replies if counts else None,
        "shares": counts.shares if counts else None,
        "views": counts.views if counts else None,
        "versions": stored.versions,
        "copies": stored.copies,
        "copy_of": stored.copy_of,
        "aspects": ", ".join(f"{each.name}:{each.label}" for each in stored.aspects),
        "stage": stored.stage,
    }


def _share(probability: float | None) -> float | None:
    return None if probability is None else round(probability, 4)


def clean(text: str | None) -> str | None:
    """Without terminal escapes and the like; None stays None."""
    return plain(text) if text else None


def delivery_row(delivery: Delivery) -> dict[str, Any]:
    """A message of the outbox without its text."""
    return {
        "id": delivery.id,
        "event": delivery.event,
        "brand": plain(delivery.brand),
        "channel": delivery.channel,
        "recipient": plain(delivery.recipient),
        "title": clean(delivery.title),
        "incidents": list(delivery.incidents),
        "state": delivery.state,
        "created_at": delivery.created_at,
        "not_before": delivery.not_before,
        "attempts": delivery.attempts,
        "next_try_at": delivery.next_try_at,
        "sent_at": delivery.sent_at,
        "last_error": clean(delivery.last_error),
        "provider_id": clean(delivery.provider_id),
    }


def watch_row(status: WatchStatus) -> dict[str, Any]:
    """A watch and how it is."""
    from listener.digest.as_json import listing_totals, silence

    return {
        "watch": plain(masked(status.key)),
        "brand": plain(status.brand),
        "source": plain(status.source),
        "title": plain(status.title),
        "health": status.health,
        "last_started_at": status.last_started_at,
        "last_success_at": status.last_success_at,
        "newest_at": status.newest_at,
        "last_error": clean(status.last_error),
        "failures": status.failures,
        "rests_until": status.rests_until,
        "lease_until": status.lease_until,
        "items": status.items,
        "listing_totals": listing_totals(status),
        "quarantined": status.quarantined,
        "misdated": status.misdated,
        "gaps": [{"from": g.from_at, "to": g.to_at, "reason": g.reason} for g in status.gaps],
        "loses_at": status.loses_at,
        "silence": silence(status),
    }
