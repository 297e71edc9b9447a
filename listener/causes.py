"""What drives an incident: the items it is made of, and what they come down to.

All are frozen. Every `datetime` is aware and in UTC.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

Dimension = Literal[
    "group", "author", "version", "aspect", "listing", "country", "language", "source"
]


class Item(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A mention of one brand, as far as causes go by it.

    `id` is its number in the store. `listing` names what is followed, `author` and `group` (of
    those that say the same) only tell the same one again. `reach` is how many people did
    something with it, `rated` whether it has stars.
    """

    id: int
    text: str
    negative: bool
    source: str
    at: datetime
    listing: str = ""
    version: str = ""
    country: str = ""
    language: str = ""
    author: str = ""
    group: str = ""
    reach: int = 0
    rated: bool = False
    aspects: tuple[str, ...] = ()


class Term(Struct, frozen=True, kw_only=True):
    """A word or two that an incident's negatives say more than the brand's usual ones.

    `count` of the negative texts say it, copies counted once: a `share` of them, 0 to 1, where
    `usual_share` of the usual ones do. `z` is how sure that is, in standard deviations.
    """

    text: str
    count: int
    share: float
    usual_share: float
    z: float


class Driver(Struct, frozen=True, kw_only=True):
    """What so many `negatives` of an incident's, `of` all, have in common.

    A `usual_share` of the brand's usual negatives has it as well, 0 to 1. Of an author or a group
    of copies `value` is the number of its first negative in the window, so that who is erased is
    not remembered here. `items` counts its mentions, negative or not. `clears`: without them there
    would be no alarm.
    """

    dimension: Dimension
    value: str
    negatives: int
    items: int
    of: int
    usual_share: float
    clears: bool


class Drivers(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an incident comes down to.

    `terms` come by how telling they are; `causes` are one of each dimension at most, those that
    clear the alarm first, the narrowest of them foremost. `examples` are numbers of mentions, by
    different people and in different words. The window's negatives are `texts` different texts by
    `authors` different people.
    """

    terms: tuple[Term, ...] = ()
    causes: tuple[Driver, ...] = ()
    examples: tuple[int, ...] = ()
    negatives: int = 0
    authors: int = 0
    texts: int = 0
