"""The subject: what happened, the figure against the usual one, what it is about. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from listener.alerts.driven import Naming, main_topic
from listener.alerts.seen import counted, lasted, seen, unattended, where
from listener.causes import Drivers
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.outgoing import Story
from listener.text import one_line

LONGEST = 75
"""Characters that programs show of a subject in the list of mails; phones show half of them."""

_NAMES = (40, 24, 14, 8)
"""How much of a brand's name is said: less of it before the figures are cut off."""


def subject(
    stories: Sequence[Story], brand: str, t: Translator, now: datetime, topic: Naming = str
) -> str:
    """The longest of what there is to say of the first story that a list of mails still shows."""
    shortest = ""
    for name in _NAMES:
        for said in _said(stories, one_line(brand, name), t, now, topic):
            if len(said) <= LONGEST:
                return said
            shortest = said
    return one_line(shortest, LONGEST)


def title(stories: Sequence[Story], brand: str, t: Translator, now: datetime) -> str:
    """The same without a word that somebody said: a message's title is kept when that is erased."""
    return subject([replace(each, drivers=Drivers()) for each in stories], brand, t, now)


def _said(
    stories: Sequence[Story], brand: str, t: Translator, now: datetime, topic: Naming
) -> Iterator[str]:
    """One way to say it after the other, shorter and shorter."""
    story, further = stories[0], len(stories) - 1
    time = unattended if story.event == "reminder" else lasted
    blanks = {"brand": brand, "time": time(story.incident, _end(story, now), t)}
    about, place = main_topic(story.drivers, t, topic), where(story.incident.source, t)
    tails = [_with_others(each, further, t) for each in (about, place) if each]
    if story.event in ("recovered", "closed"):
        yield from _ended(story, blanks, t)
        return
    if story.event == "adopted":
        yield from (t("alerts.subject_adopted", **blanks, tail=tail) for tail in (*tails, ""))
        return
    again = story.event == "opened" and story.incident.reopened
    kind = "again" if again else story.event
    for tail in (*tails, _with_others("", further, t), ""):
        for short in (False, True):
            core = counted(story.incident, t, short=short)
            yield t(f"alerts.subject_{kind}", **blanks, core=core, tail=tail)


def _with_others(tail: str, further: int, t: Translator) -> str:
    """` — refunds`, and how many further incidents the mail tells of."""
    if further:
        key = "alerts.tail_and_more" if tail else "alerts.tail_more"
        return t(key, tail=tail, n=number(t.language, further))
    return t("alerts.tail", tail=tail) if tail else ""


def _ended(story: Story, blanks: dict[str, str], t: Translator) -> Iterator[str]:
    """What it came to, or what a person closed it for."""
    incident = story.incident
    if story.event == "closed":
        cause = one_line(incident.cause, 60)
        if cause:
            yield t("alerts.subject_closed_for", **blanks, cause=cause)
            yield t("alerts.subject_closed_for", **blanks, cause=one_line(cause, 30))
        yield t("alerts.subject_closed", **blanks)
        return
    if incident.rescored:
        yield t("alerts.subject_rescored", **blanks)
        return
    parts = outcome(story, t)
    for said in (parts, parts[:1]):
        yield t("alerts.subject_recovered", **blanks, outcome=", ".join(said))


def outcome(story: Story, t: Translator) -> list[str]:
    """What it came to: how many more than usual, how many reviews were answered."""
    stars = story.incident.told is not None and story.incident.told.method == "stars"
    key = "alerts.cost_stars" if stars else "alerts.cost"
    peak = number(t.language, max(story.incident.peak_observed, seen(story.incident).observed))
    said = [
        t(key, n=number(t.language, story.cost)) if story.cost else t("alerts.peaked", n=peak),
    ]
    if story.answerable:
        answered = number(t.language, story.answered)
        said.append(t("alerts.answered", n=answered, of=number(t.language, story.answerable)))
    return said


def _end(story: Story, now: datetime) -> datetime:
    incident = story.incident
    return incident.recovered_at or incident.closed_at or now
