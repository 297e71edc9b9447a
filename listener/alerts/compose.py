"""The alert: what happened, against what, what to open first, what is not known. Pure.

stories ─► a letter in words ─► text, HTML, chat, data; less of it, where it would be too long
"""

from __future__ import annotations

from binascii import b2a_qp
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from listener.alerts import as_chat, as_data, as_html, as_text
from listener.alerts.deeds import attended, deeds, explained, summed_up
from listener.alerts.driven import Naming, listed, main_topic
from listener.alerts.facts import facts, lasting, severity_said
from listener.alerts.letter import Alert, Chapter, Letter, Mood, Picture
from listener.alerts.pictures import picture
from listener.alerts.seen import counted, where
from listener.alerts.subjects import outcome, subject, title
from listener.alerts.unknown import unknown
from listener.card import card
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.links import Links
from listener.outgoing import Story
from listener.records import StoredMention
from listener.routes import Authors
from listener.source import title_of
from listener.spikes import ENDS, EventKind
from listener.text import one_line

LIMIT = 96_000
"""Most bytes of a whole mail; Gmail clips a page at 102 KB."""

NO_LINKS: Mapping[int, Links] = MappingProxyType({})
"""Where nobody serves: the mail shows commands."""

_HEADERS = 3_000
_LONGEST_NAME = 40
_LINES = 12


class Room(Struct, frozen=True, kw_only=True):
    """How much is told: mentions of the first incident and of each other, their length, charts.

    `chapters` have all there is to tell of an incident; the others are a line each.
    """

    first: int
    others: int
    text: int
    charts: int
    chapters: int


_ROOMS = (
    Room(first=10, others=3, text=280, charts=20, chapters=20),
    Room(first=10, others=3, text=280, charts=1, chapters=10),
    Room(first=10, others=1, text=200, charts=1, chapters=6),
    Room(first=10, others=0, text=160, charts=1, chapters=3),
    Room(first=5, others=0, text=120, charts=1, chapters=1),
    Room(first=3, others=0, text=80, charts=0, chapters=1),
)


class Reader(Struct, frozen=True, kw_only=True):
    """Who reads it: the language, the zone, the time; and what they may see and do."""

    t: Translator
    zone: tzinfo
    now: datetime
    authors: Authors
    links: Mapping[int, Links]
    topic: Naming


def compose(
    stories: Sequence[Story],
    brand_name: str,
    t: Translator,
    zone: tzinfo,
    *,
    now: datetime,
    authors: Authors = "name",
    links: Mapping[int, Links] = NO_LINKS,
    topic: Naming = str,
) -> Alert:
    """The alert about what happened to a brand in one run; the first story leads.

    `links` are those of each incident by its number; without them the mail shows commands. `topic`
    is what people call a subject that mentions speak of.
    """
    reader = Reader(t=t, zone=zone, now=now, authors=authors, links=links, topic=topic)
    brand = one_line(brand_name, _LONGEST_NAME)
    tried = (_alert(stories, brand, reader, room) for room in _ROOMS)
    alert = next(tried)
    while weight(alert) > LIMIT and (less := next(tried, None)) is not None:
        alert = less
    return alert


def weight(alert: Alert) -> int:
    """About how many bytes the whole mail has."""
    words = sum(len(b2a_qp(part.encode())) for part in (alert.text, alert.html))
    return _HEADERS + words + sum(len(each.png) * 139 // 100 for each in alert.pictures)


def _alert(stories: Sequence[Story], brand: str, reader: Reader, room: Room) -> Alert:
    first, letter = stories[0], _letter(stories, brand, reader, room)
    severity = max(story.severity for story in stories)
    return Alert(
        event=first.event,
        brand=first.incident.brand,
        severity=severity,
        subject=letter.subject,
        title=title(stories, brand, reader.t, reader.now),
        text=as_text.text(letter, reader.t),
        html=as_html.html(letter, reader.t),
        pictures=tuple(each.picture for each in letter.chapters if each.picture),
        chat=as_chat.chat(letter, reader.t),
        data=as_data.data(
            stories, letter, brand, severity, reader.authors, reader.links, reader.topic
        ),
    )


def _letter(stories: Sequence[Story], brand: str, reader: Reader, room: Room) -> Letter:
    t, (first, *others) = reader.t, stories
    told = stories[: room.chapters]
    chapters = [_chapter(story, brand, reader, room, place) for place, story in enumerate(told)]
    doubts = (doubt for story in stories for doubt in unknown(story, t))
    return Letter(
        subject=subject(stories, brand, t, reader.now, reader.topic),
        preview=_preview(chapters[0]),
        mood=mood(first.event),
        chapters=tuple(chapters),
        others=(
            *(_in_a_line(story, t) for story in others[:_LINES]),
            *filter(None, [_left_out(len(others) - _LINES, t)]),
        ),
        unknown=tuple(dict.fromkeys(doubts)),
        commands=(
            *((t("alerts.more_explain"), explained(story)) for story in stories[:1]),
            *((where(each.incident.source, t), explained(each)) for each in stories[len(told) :]),
            (t("alerts.more_digest"), summed_up(first.incident.brand)),
        ),
        foot=t("alerts.foot"),
    )


def mood(event: EventKind) -> Mood:
    """Whether that is bad news, good, or neither."""
    if event == "recovered":
        return "good"
    return "bad" if event in ("opened", "worse", "reminder") else "calm"


def _preview(chapter: Chapter) -> str:
    first = chapter.worst[0].text if chapter.worst else ""
    parts = (chapter.severity_said, chapter.about, f"«{one_line(first, 90)}»" if first else "")
    return one_line(" · ".join(part for part in parts if part), 140)


def _chapter(story: Story, brand: str, reader: Reader, room: Room, place: int) -> Chapter:
    t, zone, incident = reader.t, reader.zone, story.incident
    shown = story.worst[: room.others if place else room.first]
    worst = tuple(
        card(_titled(each), t, zone, limit=room.text, authors=reader.authors) for each in shown
    )
    links = reader.links.get(incident.id)
    return Chapter(
        sentence=_sentence(story, brand, reader),
        figures=_figures(story, t),
        severity=story.severity,
        severity_said=_graded(story, t),
        about=_about(story, reader),
        reason=_reason(story, reader),
        attended=attended(story, t, zone),
        deeds=tuple(deeds(story, worst, t, links)),
        facts=tuple(facts(story, t, zone)),
        drivers=tuple(listed(story.drivers, t, reader.topic)),
        children=tuple(_children(story, t)),
        picture=_picture(story) if place < room.charts else None,
        worst=worst,
        left_out=_left_out(len(story.worst) - len(worst), t),
        explained=explained(story),
    )


def _graded(story: Story, t: Translator) -> str:
    if not story.severity:
        return ""
    key = "alerts.graded_over" if story.event in ENDS else "alerts.graded"
    return t(key, severity=severity_said(story.severity, t))


def _titled(stored: StoredMention) -> StoredMention:
    return replace(stored, source=title_of(stored.source))


def _picture(story: Story) -> Picture | None:
    return picture(f"chart{story.incident.id}", story.chart, story.chart_alt)


def _left_out(count: int, t: Translator) -> str:
    return t("alerts.left_out", n=number(t.language, count)) if count > 0 else ""


def _sentence(story: Story, brand: str, reader: Reader) -> str:
    """What happened, in one sentence."""
    t, incident, event = reader.t, story.incident, story.event
    if event == "opened" and incident.reopened:
        return t("alerts.lead_again", brand=brand)
    if event == "opened" and incident.told is not None:
        return t(f"alerts.lead_opened_{incident.told.kind}", brand=brand)
    if event == "recovered" and incident.rescored:
        return t("alerts.lead_rescored", brand=brand)
    return t(f"alerts.lead_{event}", brand=brand)


def _figures(story: Story, t: Translator) -> str:
    """The figure against the usual one, and where; of what is over, what it came to."""
    place = where(story.incident.source, t)
    if story.event in ENDS:
        return t("alerts.figures", core=", ".join(outcome(story, t)), place=place)
    return t("alerts.figures", core=counted(story.incident, t), place=place)


def _about(story: Story, reader: Reader) -> str:
    """What a person closed it for, else what it is mostly about."""
    cause = one_line(story.incident.cause, 200)
    if story.event == "closed" and cause:
        return reader.t("alerts.closed_for", cause=cause)
    topic = main_topic(story.drivers, reader.t, reader.topic)
    return reader.t("alerts.above_all", topic=topic) if topic else ""


def _reason(story: Story, reader: Reader) -> str:
    incident = story.incident
    if story.event in ENDS:
        end = incident.recovered_at or incident.closed_at or reader.now
        return reader.t("alerts.lasted", **lasting(incident, end, reader.t, reader.zone))
    return one_line(story.reason, 1000)


def _children(story: Story, t: Translator) -> Iterator[tuple[str, str]]:
    for child in story.children:
        yield where(child.source, t), counted(child, t)


def _in_a_line(story: Story, t: Translator) -> str:
    """`Reddit: 18 negative in 1 h, usually 3 (5 of 10, medium)`."""
    said = severity_said(story.severity, t)
    line = t(
        "alerts.in_a_line", place=where(story.incident.source, t), core=counted(story.incident, t)
    )
    return f"{line} ({said})" if story.severity else line
