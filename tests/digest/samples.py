"""Reports made up for the tests; every text in them is synthetic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from listener.digest import Form, render
from listener.digest.wording import Wording
from listener.i18n import Translator
from listener.model import (
    Author,
    Gap,
    Mention,
    Rating,
    Sentiment,
)
from listener.records import Report, StoredMention, Totals, WatchStatus
from listener.spikes import Incident

NOW = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
SINCE = NOW - timedelta(hours=24)
MADRID = ZoneInfo("Europe/Madrid")
WHY = "Desde las 11:05, 41 menciones negativas en 2 h; lo normal a esta hora son 6."

HOSTILE = (
    "\x1b[31mred\x1b[0m <script>alert(1)</script> =cmd()\r\nBcc: all@example.org\x00"
    "\ud800 \u202eevil\u202c [x](javascript:alert(1)) |cell| **bold** \x9b2J &amp; \"'\n\nX-Evil: 1"
)


def why(incident: Incident) -> str:
    """The sentence that detection would give."""
    return f"{incident.observed} negativas en {incident.source}; lo normal son 6 (entre 2 y 11)."


def incident(**changes: object) -> Incident:
    """An open spike of this morning."""
    known: dict[str, object] = {
        "id": 7,
        "brand": "acme",
        "source": "appstore",
        "opened_at": NOW - timedelta(hours=2),
        "onset_at": NOW - timedelta(hours=3),
        "updated_at": NOW,
        "window_minutes": 120,
        "observed": 41,
        "items": 52,
        "expected": 6.2,
        "low": 2.0,
        "high": 11.0,
        "probability": 1e-9,
        "peak_observed": 45,
        "peak_probability": 1e-10,
        "history_days": 28.0,
        "engine": "counts-1",
    }
    return Incident(**{**known, **changes})  # type: ignore[arg-type]


def mention(
    text: str = "Me cobraron dos veces y nadie responde.",
    *,
    stars: float | None = 1.0,
    author: str | None = "Ana Gómez",
    url: str = "https://example.org/reviews/1",
    **changes: object,
) -> StoredMention:
    """A negative review of two hours ago."""
    known: dict[str, object] = {
        "id": "r-1",
        "kind": "review",
        "url": url,
        "text": text,
        "author": Author(name=author) if author else None,
        "published_at": NOW - timedelta(hours=2),
        "rating": None if stars is None else Rating(stars),
    }
    return StoredMention(
        key=1,
        brand="acme",
        source="appstore",
        mention=Mention(**{**known, **changes}),  # type: ignore[arg-type]
        label="negative",
        sentiment=Sentiment(label="negative", polarity=-0.8, language="es", model="test-1"),
        first_seen_at=NOW - timedelta(hours=1),
        last_seen_at=NOW,
    )


def status(source: str = "appstore", **changes: object) -> WatchStatus:
    """A watch read five minutes ago."""
    known: dict[str, object] = {
        "key": f"acme/{source}/Acme",
        "brand": "acme",
        "source": source,
        "title": "Acme",
        "health": "ok",
        "last_success_at": NOW - timedelta(minutes=5),
        "items": 340,
    }
    return WatchStatus(**{**known, **changes})  # type: ignore[arg-type]


def report(**changes: object) -> Report:
    """A day without a single mention, seen whole."""
    known: dict[str, object] = {
        "brand": "acme",
        "name": "Acme",
        "time_zone": "Europe/Madrid",
        "since": SINCE,
        "until": NOW,
        "totals": Totals(),
        "previous": Totals(),
        "coverage": (status(),),
    }
    return Report(**{**known, **changes})  # type: ignore[arg-type]


def bad_day(**changes: object) -> Report:
    """A day with a spike, ratings, a source that fails and one with a gap."""
    known: dict[str, object] = {
        "totals": Totals(
            items=128, negatives=61, positives=20, rated=60, stars_sum=138.0, undated=2
        ),
        "previous": Totals(items=92, negatives=11, positives=40, rated=12, stars_sum=49.2),
        "by_source": {
            "appstore": Totals(items=60, negatives=49, positives=5, rated=60, stars_sum=138.0),
            "hackernews": Totals(items=68, negatives=12, positives=15),
        },
        "worst": (mention(), mention("Pésimo, no llega el reembolso", stars=None, url="")),
        "incidents": (
            incident(),
            incident(id=8, source="hackernews", state="recovered", recovered_at=NOW),
        ),
        "coverage": (
            status(),
            status(
                "hackernews",
                gaps=(
                    Gap(
                        from_at=SINCE + timedelta(hours=3),
                        to_at=SINCE + timedelta(hours=4),
                        reason="source_cap",
                    ),
                ),
            ),
            status("feeds", title="blog.example.org"),
            status(
                "reddit",
                title="r/acme",
                health="throttled",
                last_success_at=NOW - timedelta(hours=9),
                rests_until=NOW + timedelta(minutes=40),
                last_error="429 Too Many Requests",
                quarantined=2,
            ),
        ),
    }
    return report(**{**known, **changes})


ES, EN = Translator("es"), Translator("en")


def wording(t: Translator = ES, **changes: object) -> Wording:
    """In which words the tests are told."""
    return Wording(**{"t": t, "now": NOW, "reason": why, **changes})  # type: ignore[arg-type]


def shown(
    *reports: Report,
    form: Form = "text",
    t: Translator = ES,
    width: int = 80,
    color: bool = False,
    **changes: object,
) -> str:
    """The digest of these reports."""
    words = wording(t, **changes)
    return render(reports, form=form, words=words, width=width, color=color)
