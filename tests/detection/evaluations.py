"""Evaluations made up for the tests, and incidents that have them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from listener.spikes import Evaluation, Incident

AT = datetime(2026, 11, 22, 7, 15, tzinfo=UTC)
MORE_TALK: dict[str, object] = {
    "items": 240,
    "observed": 52,
    "items_expected": 80,
    "items_low": 60,
    "items_high": 101,
    "usual_share": 0.2,
    "share_low": 0.15,
    "share_high": 0.26,
}


def look(**changes: object) -> Evaluation:
    """Forty-two of fifty-eight where forty-four in a hundred are usual; once in five months."""
    plain: dict[str, object] = {
        "brand": "acme",
        "source": "Reddit",
        "engine": "test-1",
        "method": "share",
        "onset_at": AT,
        "until": AT + timedelta(hours=3),
        "observed": 42,
        "items": 58,
        "expected": 25.5,
        "low": 17,
        "high": 34,
        "items_expected": 79,
        "items_low": 55,
        "items_high": 104,
        "usual_share": 0.44,
        "share_low": 0.31,
        "share_high": 0.57,
        "chance": 0.001,
        "monthly": 0.2,
        "budget": 0.33,
        "kind": "share",
        "basis_days": 200,
        "alarming": True,
    }
    return Evaluation(**{**plain, **changes})  # type: ignore[arg-type]


def incident(seen: Evaluation | None = None, **changes: object) -> Incident:
    """The incident of which this is the latest evaluation."""
    seen = seen or look()
    plain: dict[str, object] = {
        "brand": "acme",
        "source": seen.source,
        "opened_at": AT + timedelta(hours=3),
        "onset_at": AT,
        "updated_at": AT + timedelta(hours=3),
        "window_minutes": 180,
        "observed": seen.observed,
        "items": seen.items,
        "expected": seen.expected,
        "low": seen.low,
        "high": seen.high,
        "probability": seen.chance,
        "peak_observed": seen.observed,
        "peak_probability": seen.chance,
        "history_days": seen.basis_days,
        "engine": seen.engine,
        "kind": seen.kind,
        "look": seen,
    }
    return Incident(**{**plain, **changes})  # type: ignore[arg-type]
