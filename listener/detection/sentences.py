"""An incident in a few sentences that anybody understands."""

from __future__ import annotations

from datetime import timedelta, tzinfo

from listener.detection import older, seen
from listener.detection.phrases import at_clock
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.spikes import WHOLE_BRAND, Evaluation, Incident
from listener.text import one_line

_GOOD_PART = 3
"""One in so many is worth telling."""


def reason(incident: Incident, t: Translator, zone: tzinfo) -> str:
    """Since when, how many, what is usual, how often chance does that; and what came of it."""
    look = incident.told
    if look is None:
        said = [
            older.counted(incident, t, zone),
            *_repeated(incident.observed, incident.copies, t),
            *_true(incident, t),
            older.by_chance(incident, t),
        ]
    else:
        said = [
            *seen.sentences(look, incident.source, t, zone, over=incident.state != "open"),
            *_beside(look, t),
            *_repeated(look.observed, look.copies, t),
            *_true(incident, t),
            *([] if look.complete else [t("detection.incomplete")]),
        ]
    return " ".join([*said, *_since_then(incident, t, zone)])


def _beside(look: Evaluation, t: Translator) -> list[str]:
    """That those with stars are not among them: those of a source are told with the whole brand."""
    is_part = look.source == WHOLE_BRAND and look.method == "share"
    return [t("detection.without_stars")] if is_part else []


def _repeated(observed: int, copies: int, t: Translator) -> list[str]:
    """That a good part of it, or all, is one thing said again and again."""
    own = observed - copies
    if copies < 2 or _GOOD_PART * copies < observed:
        return []
    key = "detection.one_text" if own <= 1 else "detection.copies"
    return [t(key, copies=number(t.language, copies), own=number(t.language, own))]


def _true(incident: Incident, t: Translator) -> list[str]:
    """How many of them are negative indeed, where people have measured it; stars are stars."""
    look = incident.told
    if incident.truly is None or (look is not None and look.method == "stars"):
        return []
    if look is not None and look.observed != incident.observed:
        # It was measured of how it stands, and not of its worst, which is told by now.
        return []
    shown = {
        name: number(t.language, round(getattr(incident.truly, name)))
        for name in ("count", "low", "high", "labels")
    }
    observed = number(t.language, incident.observed)
    return [t("detection.truly", n=shown["count"], observed=observed, **shown)]


def _since_then(incident: Incident, t: Translator, zone: tzinfo) -> list[str]:
    """That it was expected, who tells of it, and how it ended or is about to."""
    why = one_line(incident.expected_because, 120)
    return [
        *([t("detection.expected", why=why)] if why else []),
        *([t("detection.told_by", id=incident.parent)] if incident.parent else []),
        *_end(incident, t, zone),
    ]


def _end(incident: Incident, t: Translator, zone: tzinfo) -> list[str]:
    if incident.rescored:
        return [t("detection.rescored")]
    if incident.past:
        return [t("detection.past")]
    if incident.new_normal:
        days = round((incident.updated_at - incident.began_at) / timedelta(days=1))
        return [t("detection.new_normal", n=days, count=number(t.language, days))]
    if incident.state == "closed":
        cause, by = one_line(incident.cause, 200), one_line(incident.closed_by, 80)
        return [t("detection.closed_by" if by else "detection.closed", cause=cause, by=by)]
    key, at = "recovered", incident.recovered_at
    if at is None:
        key, at = "cooling", incident.cooling_since
    if at is None:
        return []
    other_day = at.astimezone(zone).date() != incident.onset_at.astimezone(zone).date()
    return [at_clock(key, at, t, zone, dated=other_day)]
