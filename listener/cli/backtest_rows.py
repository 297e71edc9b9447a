"""What a backtest has found, for programs; `docs/json.md` tells its keys."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from listener.cli.as_json import echo_json, mention_row
from listener.cli.backtest_shown import Shown
from listener.cli.incidents_shown import incident_row
from listener.config import Config
from listener.detection.kept import Kept
from listener.detection.replay import WouldBe
from listener.detection.replayed import Heard, Known, Trial, Tried
from listener.i18n import Translator
from listener.text import plain


def as_json(shown: Shown, config: Config, t: Translator) -> None:
    """The same for programs."""
    told = shown.told
    echo_json(
        brand=plain(shown.brand.id),
        since=told.since,
        until=told.until,
        seed=shown.seed,
        heard=[_heard_row(each) for each in told.heard],
        budgets=[_kept_row(each) for each in told.kept],
        budget_shown=told.budget,
        incidents=[_incident_row(each, shown, config, t) for each in told.would_be],
        known=[_known_row(each) for each in told.known],
        trials=[_trial_row(each) for each in told.trials],
    )


def _heard_row(heard: Heard) -> dict[str, Any]:
    return {
        "source": plain(heard.source),
        "since": heard.since,
        "really_since": heard.really_since,
        "late_hours": _hours(heard.late),
    }


def _kept_row(kept: Kept) -> dict[str, Any]:
    low, high = kept.bounds
    return {
        "budget": kept.budget,
        "months": round(kept.months, 4),
        "sent": kept.sent,
        "rightly": kept.true,
        "ratio": round(kept.ratio, 4),
        "ratio_low": round(low, 4),
        "ratio_high": round(high, 4),
        "verdict": kept.verdict,
    }


def _incident_row(would_be: WouldBe, shown: Shown, config: Config, t: Translator) -> dict[str, Any]:
    said = shown.examples.get(would_be.incident.id, ())
    return {
        **incident_row(would_be.incident, config, t),
        "sent_at": would_be.sent_at,
        "events": [{"at": at, "event": event} for at, event in would_be.told],
        "examples": [mention_row(each) for each in said],
    }


def _known_row(known: Known) -> dict[str, Any]:
    return {
        "id": known.incident.id,
        "source": plain(known.incident.source),
        "onset_at": known.incident.began_at,
        "sent_at": known.sent_at,
        "delay_hours": _hours(known.delay),
        "best_hours": _hours(known.best),
    }


def _trial_row(trial: Trial) -> dict[str, Any]:
    made_up = trial.injection
    return {
        "kind": made_up.kind,
        "since": made_up.since,
        "until": made_up.until,
        "volume": made_up.volume,
        "share": made_up.share,
        "usual_share": round(trial.share if made_up.usual is None else made_up.usual, 4),
        "a_day": round(trial.a_day, 2),
        "soon_after": trial.soon_after,
        "tried": [_tried_row(each) for each in trial.tried],
    }


def _tried_row(tried: Tried) -> dict[str, Any]:
    return {
        "budget": tried.budget,
        "found_at": tried.found_at,
        "delay_hours": _hours(tried.delay),
        "items": tried.items,
        "best_hours": _hours(tried.best),
        "ratio": None if tried.ratio is None else round(tried.ratio, 3),
    }


def _hours(time: timedelta | None) -> float | None:
    return None if time is None else round(time / timedelta(hours=1), 2)
