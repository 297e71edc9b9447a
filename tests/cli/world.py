"""A brand and what was said of it, all synthetic, in a real database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import Result

from listener.config import load
from listener.model import (
    Author,
    Label,
    ListingTotals,
    Mention,
    Rating,
    Reply,
    Sentiment,
)
from listener.spikes import Incident
from listener.store import Batch, Scored, Store
from listener.walk import Walk
from listener.watching import watches_of
from tests.blank import new_store

Listener = Callable[..., Result]

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
AT = NOW.isoformat()
HOSTILE = (
    "=cmd()|'x'!A1 \x1b[31mred\x1b[0m \x1b]8;;http://evil.invalid\x07click\x1b]8;;\x07\r\n"
    "second\u202eline\x00 <b>&amp; \x9b2J pésimo café"
)

SETTINGS = 'language = "en"\n'
BRAND = """
name = "Café Lumbre"
time_zone = "Europe/Madrid"
[alerts]
email = ["team@example.com"]
[[queries]]
any = ["lumbre"]
sources = ["hackernews"]
[[listings]]
source = "feeds"
id = "https://feed.example.com/rss"
title = "Synthetic feed"
"""


def mention(
    name: str,
    text: str,
    *,
    hours: float = 1,
    stars: float | None = None,
    sounds: Label | None = None,
    answered: float | None = None,
) -> Scored:
    """Something said some hours ago; negative without stars; answered so many hours ago.

    What it `sounds` like is said with confidence; else it sounds like its stars.
    """
    label = sounds or ("negative" if stars is None or stars < 3 else "positive")
    at = None if answered is None else NOW - timedelta(hours=answered)
    return Scored(
        mention=Mention(
            id=name,
            kind="post" if stars is None else "review",
            title="Synthetic",
            text=text,
            url="https://example.com/" + name,
            author=Author(name="Ana \x1b[1mx"),
            published_at=NOW - timedelta(hours=hours),
            rating=None if stars is None else Rating(stars),
            replies=(Reply(text="Thanks", at=at, time_kind="created"),) if at else (),
        ),
        sentiment=Sentiment(
            label=label,
            polarity=-0.5 if label == "negative" else 0.5,
            language="es",
            model="t-1",
            confidence=0.5 if sounds else 0.0,
        ),
    )


def fill(
    folder: Path,
    *found: Scored,
    error: str = "",
    at: datetime = NOW,
    totals: ListingTotals | None = None,
) -> Store:
    """A database that holds these of the feed, and the end of its walk; with an error, failed."""
    config = load(str(folder))
    store = new_store(config.database)
    watches = watches_of(config)
    store.register(watches)
    lease = store.lease(watches[-1], "test", at, 60)
    assert lease is not None
    walk = Walk(since=None, started_at=at, overlap=timedelta(days=1), budget=5)
    end = walk.end("error" if error else "exhausted")
    store.save(
        Batch(
            walk=lease,
            now=at,
            fresh=found,
            pages=1,
            items=len(found),
            end=end,
            error=error,
            health="unavailable" if error else "ok",
            totals=totals,
        )
    )
    return store


def spike() -> Incident:
    """An open incident."""
    return Incident(
        brand="lumbre",
        source="feeds",
        opened_at=NOW - timedelta(hours=1),
        onset_at=NOW - timedelta(hours=4),
        updated_at=NOW - timedelta(hours=1),
        window_minutes=180,
        observed=41,
        items=50,
        expected=5.5,
        low=2,
        high=9,
        probability=1e-9,
        peak_observed=41,
        peak_probability=1e-9,
        history_days=28,
        engine="counts-1",
    )
