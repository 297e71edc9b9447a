"""Towards whom what is stored feels, told anew when other names count: `competitors` changed.

Nothing is scored anew: the sentiments of the whole texts stand. It goes in pieces, each written
at once; whoever is cut goes on where it was, and what is done twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import blake2b

from msgspec import Struct, json

from listener.config import Config
from listener.enriching import enricher
from listener.store import Store
from listener.store.scores import Aimed, ScoreRule

PIECE = 500
"""Mentions read at once, and written in one transaction."""


class Reaimed(Struct, frozen=True, kw_only=True):
    """How many of a brand's mentions were read with the names of now, and how many changed."""

    brand: str
    read: int = 0
    changed: int = 0


def reaim(
    config: Config,
    store: Store,
    now: Callable[[], datetime],
    *,
    only: str | None = None,
    anyway: bool = False,
) -> Iterator[Reaimed]:
    """Tell anew for the brands whose names, or those beside them, have changed, or `anyway`.

    A brand that was listened to before its names were noted keeps what it has.
    """
    enrich = enricher(config, store)
    for brand in config.brands:
        if brand.paused or only not in (None, brand.id):
            continue
        digest = _digest(enrich.aims.names(brand))
        noted = store.aimed_by(brand.id)
        names, read_to = noted or (digest, None)
        if noted is None and not anyway:
            store.put_aimed(brand.id, (), digest, None, now())
        elif anyway or names != digest or read_to is not None:
            before = read_to if names == digest else None
            read = changed = 0
            rule = ScoreRule(brand=brand.id)
            while piece := store.unscored(rule, before, PIECE):
                before = piece[-1].key
                labels = enrich.aims(
                    [each.mention for each in piece], [each.before for each in piece], brand
                )
                aimed = [
                    Aimed(key=each.key, content_hash=each.content_hash, towards=towards)
                    for each, towards in zip(piece, labels, strict=True)
                ]
                read += len(piece)
                changed += store.put_aimed(brand.id, aimed, digest, before, now())
            store.put_aimed(brand.id, (), digest, None, now())
            yield Reaimed(brand=brand.id, read=read, changed=changed)


def _digest(names: object) -> str:
    return blake2b(json.encode(names), digest_size=8).hexdigest()
