"""Synthetic demo content: what people might say of Café Lumbre, a brand that does not exist.

The texts stand in the `.txt` files beside, written by hand; here they get a place, a time and a writer.
Nothing is looked up and nothing is left to chance: the same arguments give the same items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from importlib.resources import files
from math import exp
from random import Random
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from listener.demo.words import AUTHORS, HOURS, SLOTS

DemoSource = Literal["appstore", "feeds", "hackernews", "reddit"]
Mood = Literal["+", "0", "-"]

LABEL = "synthetic demo content"
BRAND = "Café Lumbre"
DAYS = 60
INCIDENT = timedelta(hours=3)
ZONE = ZoneInfo("Europe/Madrid")

_SECTION_SOURCES: dict[str, DemoSource] = {
    "appstore": "appstore",
    "reddit": "reddit",
    "hackernews": "hackernews",
    "foro": "feeds",
    "noticias": "feeds",
    "notes": "feeds",
}

# Items a day by section of the text files; about thirty in all, two thirds of them Spanish.
_RATES = {
    "appstore es-ES": 4.2,
    "appstore es-MX": 2.8,
    "appstore es-AR": 1.6,
    "appstore es-CO": 1.5,
    "appstore es-US": 0.3,
    "appstore en": 2.8,
    "reddit es-ES": 2.5,
    "reddit es-MX": 1.6,
    "reddit es-AR": 1.2,
    "reddit es-CO": 1.0,
    "reddit en": 2.6,
    "foro es-ES": 1.3,
    "foro es-MX": 0.8,
    "foro es-AR": 0.7,
    "foro es-CO": 0.6,
    "noticias es-ES": 0.4,
    "noticias es-MX": 0.2,
    "noticias es-AR": 0.15,
    "noticias es-CO": 0.1,
    "notes en": 0.8,
    "hackernews en": 3.0,
}
_MOODS: dict[Mood, float] = {"+": 0.5, "0": 0.3, "-": 0.2}
# Share of a day's items in each hour of Europe/Madrid, from midnight.
_HOURS = (
    2,
    1,
    0.5,
    0.3,
    0.3,
    0.7,
    2,
    5,
    8,
    8,
    7,
    5.5,
    5,
    5.5,
    6,
    5.5,
    5,
    5,
    5.5,
    6,
    6,
    5,
    3.7,
    2.5,
)
_WEEKDAYS = (1.0, 1.0, 1.0, 1.05, 1.1, 1.05, 0.8)


class Text(Struct, frozen=True):
    """One hand-written text, its slots still open. Reviews have stars, others a mood."""

    section: str
    stars: int | None
    mood: Mood
    title: str
    text: str

    @property
    def region(self) -> str:
        """The variety of language it is written in: es-ES, es-MX, es-AR, es-CO, es-US or en."""
        return self.section.split()[1]


class DemoItem(Struct, frozen=True, kw_only=True):
    """One synthetic item. `place` is a country, a subreddit or a feed; `thread` another's number."""

    number: int = 0
    source: DemoSource
    place: str
    region: str
    mood: Mood
    title: str
    text: str
    author: str
    at: datetime
    stars: int | None = None
    thread: int | None = None
    incident: bool = False

    @property
    def language(self) -> str:
        """The language alone: es or en."""
        return self.region[:2]

    @property
    def body(self) -> str:
        """Title and text as one."""
        return f"{self.title}\n{self.text}".strip()


def items(until: datetime, seed: int = 1) -> list[DemoItem]:
    """Everything said in the sixty days before `until`, oldest first, the incident at the end."""
    chance = Random(seed)
    texts = ordinary_texts()
    said = [item for section in _RATES for item in _ordinary(section, texts, until, chance)]
    said += _incident(until, chance)
    said.sort(key=lambda item: item.at)
    return list(_threaded(msgspec.structs.replace(i, number=n) for n, i in enumerate(said, 1)))


def ordinary_texts() -> list[Text]:
    """The hand-written texts of ordinary days."""
    names = ("reviews", "reddit", "feeds", "hackernews")
    return [text for name in names for text in _texts(name)]


def incident_texts() -> list[Text]:
    """The hand-written texts of the incident."""
    return list(_texts("incident"))


def _texts(name: str) -> Iterator[Text]:
    section = ""
    lines = (files("listener.demo") / f"{name}.txt").read_text(encoding="utf-8")
    for line in lines.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            mark, title, text = (part.strip() for part in line.split("|"))
            yield _text(section, mark, title, text)


def _text(section: str, mark: str, title: str, text: str) -> Text:
    if mark in ("+", "0", "-"):
        mood: Mood = "+" if mark == "+" else "-" if mark == "-" else "0"
        return Text(section, None, mood, title, text)
    stars = int(mark)
    return Text(section, stars, "-" if stars < 3 else "+" if stars > 3 else "0", title, text)


def _ordinary(
    section: str, texts: list[Text], until: datetime, chance: Random
) -> Iterator[DemoItem]:
    decks = {
        mood: _deck([t for t in texts if t.section == section and t.mood == mood], chance)
        for mood in {t.mood for t in texts if t.section == section}
    }
    moods = sorted(decks)
    for at in _moments(_RATES[section], until, chance):
        mood = chance.choices(moods, [_MOODS[m] for m in moods])[0]
        yield _said(next(decks[mood]), at, chance)


def _deck(texts: list[Text], chance: Random) -> Iterator[Text]:
    """The texts in random order, again and again; none twice before each was drawn once."""
    while True:
        yield from chance.sample(texts, len(texts))


def _moments(per_day: float, until: datetime, chance: Random) -> Iterator[datetime]:
    """Times of a Poisson stream that breathes with the hours and weekdays of Madrid."""
    hour = timedelta(hours=1)
    start = until - timedelta(days=DAYS)
    for number in range(DAYS * 24):
        begin = start + number * hour
        local = begin.astimezone(ZONE)
        rate = per_day * _WEEKDAYS[local.weekday()] * _HOURS[local.hour] / sum(_HOURS)
        for _ in range(_poisson(rate, chance)):
            yield (begin + chance.random() * hour).replace(microsecond=0)


def _poisson(rate: float, chance: Random) -> int:
    count, product, limit = 0, chance.random(), exp(-rate)
    while product > limit:
        count, product = count + 1, product * chance.random()
    return count


def _incident(until: datetime, chance: Random) -> Iterator[DemoItem]:
    """Each text of the incident once, denser as the three hours go by."""
    texts = incident_texts()
    chance.shuffle(texts)
    for number, text in enumerate(texts):
        share = ((number + 0.5) / len(texts)) ** 0.8
        at = until - INCIDENT + share * (INCIDENT - timedelta(minutes=3))
        said = _said(text, at.replace(microsecond=0), chance)
        yield msgspec.structs.replace(said, incident=True)


def _said(text: Text, at: datetime, chance: Random) -> DemoItem:
    slots = {name: chance.choice(choices) for name, choices in _slots(text.region).items()}
    return DemoItem(
        source=_SECTION_SOURCES[text.section.split()[0]],
        place=_place(text, chance),
        region=text.region,
        mood=text.mood,
        title=text.title.format_map(slots),
        text=text.text.format_map(slots),
        author=_author(text.region, chance),
        at=at,
        stars=text.stars,
    )


def _slots(region: str) -> dict[str, tuple[str, ...]]:
    own = SLOTS[region]
    spanish = region.startswith("es")
    return {
        "barrio": own["barrio"],
        "cafe_solo": own["cafe"],
        "cafe": tuple(f"{'un' if spanish else _article(c)} {c}" for c in own["cafe"]),
        "dulce_solo": own["dulce"],
        "dulce": tuple(f"{'una' if spanish else _article(d)} {d}" for d in own["dulce"]),
        "precio": own["precio"],
        "precio_antes": own["precio_antes"],
        "hora": HOURS,
        "min": tuple(str(minutes) for minutes in (20, 25, 30, 35, 40, 45)),
    }


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def _place(text: Text, chance: Random) -> str:
    section = text.section.split()[0]
    if section == "appstore":
        return text.region[-2:].lower() if text.region.startswith("es") else "us"
    if section != "reddit":
        return section
    # Some posts stand in a subreddit that nobody watches: only the search finds them.
    elsewhere = text.title and BRAND in text.title and chance.random() < 0.5
    return "cafeteros_demo" if elsewhere else "CafeLumbre_demo"


def _author(region: str, chance: Random) -> str:
    first, second = AUTHORS[region[:2]]
    number = chance.choice(("", "", str(chance.randrange(2, 99))))
    return f"{chance.choice(first)}{chance.choice(('_', '.', ''))}{chance.choice(second)}{number}"


def _threaded(said: Iterable[DemoItem]) -> Iterator[DemoItem]:
    """Comments (no title) of Reddit and Hacker News hang from the post before them."""
    latest: dict[tuple[str, str], int] = {}
    for item in said:
        place = (item.source, item.place)
        if item.title:
            latest[place] = item.number
            yield item
        else:
            yield msgspec.structs.replace(item, thread=latest.get(place, item.number))
