"""The alert: what happened, against what, what to open first, what is not known. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import datetime, tzinfo

from listener.alerts import as_html, as_text
from listener.alerts.letter import Alert, Letter
from listener.card import card
from listener.i18n import Translator
from listener.i18n.formats import listed, moment, number, percent, shares
from listener.outgoing import Story
from listener.records import WatchStatus
from listener.routes import Authors
from listener.spikes import WHOLE_BRAND, Evaluation, EventKind, Incident
from listener.text import one_line

SHOWN_MENTIONS = 10
SHORT_HISTORY_DAYS = 14


def compose(
    stories: Sequence[Story],
    brand_name: str,
    t: Translator,
    zone: tzinfo,
    *,
    now: datetime,  # noqa: ARG001  how long ago, told soon
    authors: Authors = "name",  # noqa: ARG001  told soon
) -> Alert:
    """The alert about what happened to a brand in one run; the first story leads."""
    first = stories[0]
    letter = _letter(first, one_line(brand_name, 40), t, zone)
    return Alert(
        event=first.event,
        brand=first.incident.brand,
        severity=max(story.severity for story in stories),
        subject=letter.subject,
        text=as_text.text(letter, t),
        html=as_html.html(letter, t),
        chat=letter.lead,
        data={"incident": first.incident.id},
    )


def _letter(story: Story, brand: str, t: Translator, zone: tzinfo) -> Letter:
    incident, event = story.incident, story.event
    lasted, told = _lasted(incident, t, zone), one_line(story.reason, 1000)
    return Letter(
        subject=_subject(incident, event, brand, t),
        is_over=event == "recovered",
        lead=_lead(incident, event, brand, t),
        reason=lasted if event == "recovered" else told,
        drivers=one_line(story.driven, 600),
        facts=tuple(_facts(incident, t, zone)),
        worst=tuple(card(stored, t, zone) for stored in story.worst[:SHOWN_MENTIONS]),
        unknown=tuple(_unknown(incident, event, story.coverage, t)),
        commands=tuple(_commands(incident)),
    )


def _subject(incident: Incident, event: EventKind, brand: str, t: Translator) -> str:
    look, counted = incident.told, incident.observed
    if event == "recovered":
        counted = incident.peak_observed
    elif look is not None and event in ("opened", "worse") and look.kind in ("share", "talk"):
        return _subject_of(look, event, brand, incident, t)
    return t(
        f"alerts.{event}",
        n=counted,
        brand=brand,
        observed=number(t.language, incident.observed),
        peak=number(t.language, incident.peak_observed),
        window=_length(incident.window_minutes, t),
        usual=_usual(_usual_negatives(incident), t),
        source=_source(incident, t),
    )


def _usual_negatives(incident: Incident) -> float:
    """How many negatives are usual in that time: by a share, `expected` are those of so many."""
    look = incident.told
    if look is None or look.method == "count":
        return incident.expected
    return look.items_expected * look.usual_share


def _subject_of(
    look: Evaluation, event: EventKind, brand: str, incident: Incident, t: Translator
) -> str:
    """The share against the usual one, or how much talk there is against how much there is."""
    stars = look.kind == "share" and look.method == "stars"
    name = f"{look.kind}_stars" if stars else look.kind
    return t(
        f"alerts.subject_{name}",
        n=number(t.language, look.items),
        opening=t(f"alerts.opening_{event}", brand=brand),
        share=percent(t.language, look.observed / max(1, look.items)),
        usual_share=percent(t.language, look.usual_share),
        observed=number(t.language, look.observed),
        window=_length(incident.window_minutes, t),
        usual=_usual(look.items_expected, t),
        source=_source(incident, t),
    )


def _lead(incident: Incident, event: EventKind, brand: str, t: Translator) -> str:
    if event == "opened" and incident.told is not None:
        return t(f"alerts.lead_opened_{incident.told.kind}", brand=brand)
    return t(f"alerts.lead_{event}", brand=brand)


def _commands(incident: Incident) -> list[str]:
    """What to type to see more; before it is stored, an incident has no number."""
    brand = f"--brand {shlex.quote(one_line(incident.brand, 80))}"
    explained = f" {incident.id}" if incident.id else f" {brand}"
    return [f"listener digest {brand}", f"listener explain{explained}"]


def _usual(expected: float, t: Translator) -> str:
    """What is usual as a whole number: a subject has no room for more."""
    whole = int(expected + 0.5)
    return t("alerts.usual", n=number(t.language, whole)) if whole else t("alerts.usual_none")


def _source(incident: Incident, t: Translator) -> str:
    if incident.source in ("", WHOLE_BRAND):
        return t("alerts.everywhere")
    return one_line(incident.source, 30)


def _length(minutes: int, t: Translator) -> str:
    hours, rest = divmod(minutes, 60)
    key = "minutes" if not hours else "hours_minutes" if rest else "hours"
    return t(f"alerts.{key}", hours=hours, minutes=rest)


def _lasted(incident: Incident, t: Translator, zone: tzinfo) -> str:
    return t(
        "alerts.lasted",
        onset=moment(t.language, incident.began_at, zone),
        end=moment(t.language, incident.recovered_at or incident.updated_at, zone),
        peak=number(t.language, incident.peak_observed),
    )


def _facts(incident: Incident, t: Translator, zone: tzinfo) -> list[tuple[str, str]]:
    def count(value: float) -> str:
        return number(t.language, value, 0 if value >= 10 or value == int(value) else 1)

    observed, items = number(t.language, incident.observed), number(t.language, incident.items)
    window = _length(incident.window_minutes, t)
    expected, low, high = map(count, (incident.expected, incident.low, incident.high))
    days = number(t.language, max(1, int(incident.history_days)))
    stars = incident.told is not None and incident.told.method == "stars"
    return [
        (
            t("alerts.observed_stars" if stars else "alerts.observed"),
            t("alerts.observed_value", observed=observed, items=items, window=window)
            + (
                t("alerts.copies", n=number(t.language, incident.copies)) if incident.copies else ""
            ),
        ),
        (
            t("alerts.expected"),
            t(f"alerts.{_expected_by(incident)}", expected=expected, low=low, high=high),
        ),
        *_of_look(incident.told, t),
        (t("alerts.since"), moment(t.language, incident.onset_at, zone)),
        (t("alerts.where"), _source(incident, t)),
        (t("alerts.history"), t("alerts.history_value", n=days)),
    ]


def _expected_by(incident: Incident) -> str:
    by_share = incident.told is not None and incident.told.method != "count"
    return "expected_of_so_many" if by_share else "expected_value"


def _of_look(look: Evaluation | None, t: Translator) -> list[tuple[str, str]]:
    """The share against the usual one, and what kind of incident that makes."""
    if look is None:
        return []
    key = "alerts.share_stars" if look.method == "stars" else "alerts.share"
    return [(t(key), shares(look, t)), (t("alerts.kind"), t(f"detection.kind_{look.kind}"))]


def _unknown(
    incident: Incident, event: EventKind, coverage: Sequence[WatchStatus], t: Translator
) -> list[str]:
    blind = sorted({one_line(s.source, 30) for s in coverage if s.health not in ("ok", "new")})
    key = "alerts.unknown_blind" if len(blind) == 1 else "alerts.unknown_blinds"
    days = int(incident.history_days)
    short = days < SHORT_HISTORY_DAYS
    return [
        *([t(key, sources=listed(t.language, blind))] if blind else []),
        *([t("alerts.unknown_late")] if event != "recovered" else []),
        *([t("alerts.unknown_short", n=number(t.language, max(1, days)))] if short else []),
        t("alerts.unknown_machine"),
        *([t("alerts.unknown_cause")] if event != "recovered" else []),
    ]
