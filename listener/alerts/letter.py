"""What an alert says, before it is laid out, and as it is then."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from listener.card import Card
from listener.records import MessageKind

Mood = Literal["bad", "good", "calm"]
"""Bad news, good news, or neither: what colour it has."""


class Deed(Struct, frozen=True, kw_only=True):
    """Something that the reader can do: by one click, else by a command.

    `foremost` is what most will want to do first; `judges` says whether the alert was worth it.
    """

    label: str
    url: str = ""
    command: str = ""
    foremost: bool = False
    judges: bool = False


class Picture(Struct, frozen=True, kw_only=True):
    """A picture that stands in the HTML as `cid:` and its name; `alt` says the same in words."""

    cid: str
    png: bytes
    alt: str
    width: int
    height: int


class Chapter(Struct, frozen=True, kw_only=True):
    """One incident in words: what happened, how bad, what to do, and all that backs it up.

    Free of control characters, not yet escaped. `sentence` says it, `figures` count it, `severity`
    (0: of none) is `severity_said`; `about` is what it is mostly about, `reason` the whole of it.
    Facts, drivers and children are labels and what is said of each.
    """

    sentence: str
    figures: str = ""
    severity: int = 0
    severity_said: str = ""
    about: str = ""
    reason: str = ""
    attended: str = ""
    deeds: tuple[Deed, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    drivers: tuple[tuple[str, str], ...] = ()
    children: tuple[tuple[str, str], ...] = ()
    picture: Picture | None = None
    worst: tuple[Card, ...] = ()
    left_out: str = ""
    explained: str = ""


class Letter(Struct, frozen=True, kw_only=True):
    """An alert in words: the gravest incident first, then the others.

    `preview` goes on where the subject ends, in the list of mails; `others` are the further
    incidents, a line each.
    """

    subject: str
    preview: str
    mood: Mood
    chapters: tuple[Chapter, ...]
    others: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    commands: tuple[tuple[str, str], ...] = ()
    foot: str = ""


class Alert(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One message about what happened to a brand, in every form that a channel may ask for.

    `chat` is a short Markdown text, `data` what a program is handed. `severity` is that of the
    gravest it tells of; `title` the subject without a word of strangers, which may be kept.
    """

    event: MessageKind
    brand: str
    severity: int = 0
    subject: str
    title: str = ""
    text: str
    html: str
    pictures: tuple[Picture, ...] = ()
    chat: str = ""
    data: dict[str, Any] = {}
