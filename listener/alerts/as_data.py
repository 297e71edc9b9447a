"""An alert as keys and values, for programs: docs/json.md tells them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from listener.alerts.deeds import explained
from listener.alerts.driven import Naming
from listener.alerts.letter import Letter
from listener.causes import Drivers
from listener.links import Links
from listener.outgoing import Story
from listener.records import StoredMention
from listener.routes import Authors
from listener.source import title_of
from listener.spikes import Evaluation, Incident
from listener.text import one_line, plain, web_address

ITEMS, FURTHER = 10, 3
"""Mentions of the first incident, and of each of the next ones."""

_WITH_ITEMS = 10
"""So many incidents come with mentions: what takes webhooks often takes 256 KB at most."""

_QUOTED = 500

_INCIDENT = (
    *("id", "state", "kind", "opened_at", "onset_at", "updated_at", "recovered_at", "closed_at"),
    *("window_minutes", "observed", "items", "copies", "expected", "low", "high", "probability"),
    *("peak_observed", "history_days", "engine", "past", "new_normal", "parent"),
    *("acknowledged_at", "snoozed_until", "useful", "reopened"),
)
_LOOK = (
    *("method", "kind", "onset_at", "until", "observed", "items", "copies"),
    *("expected", "low", "high", "items_expected", "items_low", "items_high"),
    *("usual_share", "share_low", "share_high", "chance", "monthly", "budget"),
    *("basis_days", "basis_since", "authors", "complete", "engine"),
)


def data(
    stories: Sequence[Story],
    letter: Letter,
    brand: str,
    severity: int,
    authors: Authors,
    links: Mapping[int, Links],
    topic: Naming = str,
) -> dict[str, Any]:
    """All that the mail tells, the gravest incident first."""
    return {
        "brand": plain(stories[0].incident.brand),
        "brand_name": brand,
        "subject": letter.subject,
        "sentence": letter.chapters[0].sentence,
        "severity": severity,
        "incidents": [
            _story(story, _items(place), authors, links.get(story.incident.id), topic)
            for place, story in enumerate(stories)
        ],
        "unknown": list(letter.unknown),
    }


def _items(place: int) -> int:
    return 0 if place >= _WITH_ITEMS else FURTHER if place else ITEMS


def _story(
    story: Story, items: int, authors: Authors, links: Links | None, topic: Naming
) -> dict[str, Any]:
    incident = story.incident
    return {
        "event": story.event,
        **_incident(incident),
        "severity": story.severity,
        "sentence": one_line(story.reason, 1000),
        "cause": one_line(incident.cause, 300) or None,
        "acknowledged_by": one_line(incident.acknowledged_by, 80) or None,
        "closed_by": one_line(incident.closed_by, 80) or None,
        "looks": story.looks,
        "alarming": story.alarming,
        "cost": story.cost,
        "answered": story.answered,
        "answerable": story.answerable,
        "evaluation": _look(incident.told),
        "drivers": _drivers(story.drivers, story.driven, topic),
        "sources": [_incident(child) for child in story.children],
        "mentions": [_mention(each, authors) for each in story.worst[:items]],
        "links": msgspec.structs.asdict(links) if links else None,
        "command": explained(story),
    }


def _incident(incident: Incident) -> dict[str, Any]:
    look = incident.told
    return {
        "source": plain(look.source if look else incident.source),
        "source_title": plain(title_of(incident.source)),
        **{name: getattr(incident, name) for name in _INCIDENT},
    }


def _look(look: Evaluation | None) -> dict[str, Any] | None:
    if look is None:
        return None
    share = round(look.observed / look.items, 4) if look.items else None
    return {**{name: getattr(look, name) for name in _LOOK}, "share": share}


def _drivers(found: Drivers, driven: str, topic: Naming) -> dict[str, Any]:
    terms = [{**msgspec.structs.asdict(each), "text": plain(each.text)} for each in found.terms]
    causes = [
        {
            **msgspec.structs.asdict(each),
            "value": plain(each.value),
            "name": plain(topic(each.value) if each.dimension == "aspect" else each.value),
        }
        for each in found.causes
    ]
    return {
        "terms": terms,
        "causes": causes,
        "negatives": found.negatives,
        "authors": found.authors,
        "texts": found.texts,
        "sentence": one_line(driven, 600),
    }


def _mention(stored: StoredMention, authors: Authors) -> dict[str, Any]:
    mention = stored.mention
    name = mention.author.name if mention.author and authors == "name" else None
    url = "" if authors == "hidden" else web_address(mention.url)
    return {
        "key": stored.key,
        "source": plain(stored.source),
        "source_title": plain(title_of(stored.source)),
        "url": url or None,
        "author": one_line(name, 80) if name else None,
        "title": one_line(mention.title, 200),
        "text": one_line(mention.text, _QUOTED),
        "published_at": mention.published_at,
        "stars": round(mention.rating.stars, 3) if mention.rating else None,
        "language": stored.sentiment.language,
        "copies": stored.copies,
    }
