"""What was counted of an incident, whichever engine did: the figures that an alert tells. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from listener.evaluated import length, minutes_of
from listener.i18n import Translator
from listener.i18n.formats import number, percent
from listener.source import title_of
from listener.spikes import WHOLE_BRAND, Incident
from listener.text import one_line


class Seen(Struct, frozen=True, kw_only=True):
    """The counts of the evaluation that is told of, or those of an incident without one.

    `usual` are the negatives that are usual in that time, however much is said.
    """

    onset_at: datetime
    minutes: int
    observed: int
    items: int
    copies: int
    expected: float
    low: float
    high: float
    usual: float


def seen(incident: Incident) -> Seen:
    """What was counted: as it stands, or at its worst once it is calmer."""
    look = incident.told
    if look is None:
        return Seen(
            onset_at=incident.onset_at,
            minutes=incident.window_minutes,
            observed=incident.observed,
            items=incident.items,
            copies=incident.copies,
            expected=incident.expected,
            low=incident.low,
            high=incident.high,
            usual=incident.expected,
        )
    by_share = look.method != "count"
    return Seen(
        onset_at=look.onset_at,
        minutes=minutes_of(look),
        observed=look.observed,
        items=look.items,
        copies=look.copies,
        expected=look.expected,
        low=look.low,
        high=look.high,
        usual=look.items_expected * look.usual_share if by_share else look.expected,
    )


def counted(incident: Incident, t: Translator, *, short: bool = False) -> str:
    """`41 negative in 2 h, usually 6`: the figure that tells most, against the usual one.

    In `short` without what a subject can do without.
    """
    look, found = incident.told, seen(incident)
    window = _in_short(found.minutes, t) if short else length(found.minutes, t)
    stars = "_stars" if look is not None and look.method == "stars" else ""
    observed = number(t.language, found.observed)
    if look is not None and look.kind == "share":
        return t(
            f"alerts.core_share{stars}{'_short' if short else ''}",
            share=percent(t.language, look.observed / max(1, look.items)),
            observed=observed,
            items=number(t.language, look.items),
            usual=percent(t.language, look.usual_share),
        )
    if look is not None and look.kind == "talk":
        return t(
            f"alerts.core_talk{stars}",
            n=number(t.language, look.items),
            window=window,
            usual=_usual(look.items_expected, t),
        )
    return t(
        f"alerts.core_count{stars}{'_short' if stars and short else ''}",
        n=observed,
        window=window,
        usual=_usual(found.usual, t),
    )


def _in_short(minutes: int, t: Translator) -> str:
    """`1 h`, `75 min`, `7 h`: whole hours, once there are some."""
    if 60 < minutes <= 90:
        return t("alerts.minutes", minutes=minutes)
    return length(60 * round(minutes / 60) if minutes > 90 else minutes, t)


def _usual(expected: float, t: Translator) -> str:
    """What is usual as a whole number: a subject has no room for more."""
    whole = int(expected + 0.5)
    return t("alerts.usual", n=number(t.language, whole)) if whole else t("alerts.usual_none")


def lasted(incident: Incident, until: datetime, t: Translator) -> str:
    """How long it has been, from its beginning."""
    return _time(incident.began_at, until, t)


def unattended(incident: Incident, until: datetime, t: Translator) -> str:
    """For how long nobody has said that they are at it: since it was found, not since it began."""
    return _time(incident.reopened_at or incident.opened_at, until, t)


def _time(since: datetime, until: datetime, t: Translator) -> str:
    """So much time, in whole hours once there are some."""
    minutes = max(1, round((until - since) / timedelta(minutes=1)))
    return length(minutes if minutes < 90 else 60 * round(minutes / 60), t)


def where(source: str, t: Translator) -> str:
    """What people call a source, or the sum of all."""
    if source in ("", WHOLE_BRAND):
        return t("alerts.everywhere")
    return one_line(title_of(source), 40)
