"""What is stored, matched anew: when a brand's queries change, and when a block comes or goes.

Nothing is lost by it: what is not wanted is hidden, and comes back when it is wanted again. It is
done in pieces, so that a crawl that stores meanwhile waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from listener.blocking import Blocks, origin_of
from listener.config import Brand, Config
from listener.enriching import enricher
from listener.matching import Matcher
from listener.model import Label, Mention, Query, Watch
from listener.records import Block
from listener.sentiment.language import identify
from listener.store import Store
from listener.store.verdicts import Held, Link, Settled, Verdict
from listener.watching import asked_by, watches_of

READ = 2_000
"""Mentions read at once."""

WRITTEN = 500
"""Links moved in one transaction: some hundredths of a second."""

Match = Callable[[Mention, str], tuple[str, ...]]
Clock = Callable[[], datetime]


class Feels(Protocol):
    """Tells the label towards a brand where it is not that of the text."""

    def __call__(self, mention: Mention, *, source: str, brand: Brand | None) -> Label | None: ...


class Rematched(Struct, frozen=True, kw_only=True):
    """What matching anew has changed for a brand."""

    brand: str
    settled: Settled


def match_of(brand: Brand) -> Match | None:
    """Which of the brand's queries a mention of a source matches; None where there are none."""
    if not brand.queries:
        return None
    return _matcher([query.query for query in brand.queries], brand.languages)


def _matcher(queries: Sequence[Query], among: Sequence[str]) -> Matcher:
    """As a crawl matches, which knows the language of a text whose source tells none."""
    return Matcher(queries, identify=lambda text: identify(text, among))


def reapply(
    config: Config, store: Store, now: Clock, *, only: str | None = None, anyway: bool = False
) -> Iterator[Rematched]:
    """Match anew what is stored, for the brands whose queries have changed, or `anyway`.

    A brand without queries keeps what it has. So does one that was listened to before we noted
    what was matched with; a new one is given what others have heard where it listens now.
    """
    changed: list[Brand] = []
    for brand in config.brands:
        if brand.paused or not brand.queries or only not in (None, brand.id):
            continue
        before, digest = store.applied(brand.id), asked_by(brand)
        if anyway or (before is None and not store.has_mentions(brand.id)):
            changed.append(brand)
        elif before is None:
            store.note_applied(brand.id, digest, now())
        elif before != digest:
            changed.append(brand)
    if changed:
        watches = watches_of(config)
        store.register(watches)
        feels = enricher(config, store).towards
        yield from _reapply(changed, watches, store, now, feels)


def _reapply(
    brands: Sequence[Brand], watches: Sequence[Watch], store: Store, now: Clock, feels: Feels
) -> Iterator[Rematched]:
    """All of them in one reading: it takes the most time, and is the same for every brand."""
    ids = store.watch_ids()
    anews = {brand.id: _Anew(brand, watches, ids, store, now, feels) for brand in brands}
    matches = _matches_of(brands)
    sources = {name for anew in anews.values() for name in anew.finders.searched}
    beside = {number for anew in anews.values() for number in anew.finders.beside}
    for after in range(0, store.newest_key(), READ):
        for held in store.held(anews.keys(), after, after + READ, sources, beside):
            matched = matches(held.mention, held.source)
            for brand_id in {**held.links, **matched}:
                anews[brand_id].judge(held, matched.get(brand_id, ()))
    for brand in brands:
        settled = anews[brand.id].end()
        store.note_applied(brand.id, asked_by(brand), now())
        yield Rematched(brand=brand.id, settled=settled)


def _matches_of(
    brands: Sequence[Brand],
) -> Callable[[Mention, str], dict[str, tuple[str, ...]]]:
    """Whose queries a mention matches, and which: a text is looked through once for all brands."""
    spoken: dict[tuple[str, ...], list[tuple[str, Query]]] = {}
    for brand in brands:
        asked = [(brand.id, query.query) for query in brand.queries]
        spoken.setdefault(tuple(sorted(brand.languages)), []).extend(asked)
    parts = [
        (
            owned,
            _matcher([replace(query, name=str(n)) for n, (_, query) in enumerate(owned)], among),
        )
        for among, owned in spoken.items()
    ]

    def matches(mention: Mention, source: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for owned, match in parts:
            for number in match(mention, source):
                owner, query = owned[int(number)]
                found[owner] = (*found.get(owner, ()), query.name)
        return found

    return matches


class _Anew:
    """A brand for which what is stored is matched anew: what has to move is moved in pieces."""

    def __init__(
        self,
        brand: Brand,
        watches: Sequence[Watch],
        ids: dict[str, int],
        store: Store,
        now: Clock,
        feels: Feels | None = None,
    ) -> None:
        own = [watch for watch in watches if watch.brand == brand.id and watch.match]
        self.finders = _Finders(own, ids)
        self._brand, self._store, self._now = brand.id, store, now
        self._settings = brand
        self._match, self._blocks = match_of(brand), Blocks(_holding(store, brand.id))
        self._feels = feels
        self._waiting: list[Verdict] = []
        self._sums = Settled()

    def judge(self, held: Held, queries: tuple[str, ...]) -> None:
        """Move what these queries match, or match no more, if it has to be."""
        link = held.links.get(self._brand)
        if link is None:
            if queries and self.finders.hear(held):
                watch_id = self.finders.of(held, queries)
                found = _verdict(held, queries, wanted=True, watch_id=watch_id)
                self._put(replace(found, towards=self._felt(held)))
            return
        wanted = not link.queries or bool(queries) or self._was_wanted(held)
        verdict = _verdict(held, queries if link.queries else (), wanted=wanted)
        if not self._stays(held, link, verdict):
            self._put(verdict)

    def _felt(self, held: Held) -> Label | None:
        """What one that the brand has not had feels towards it, where that is another feeling."""
        if self._feels is None:
            return None
        return self._feels(held.mention, source=held.source, brand=self._settings)

    def end(self) -> Settled:
        """Move the rest; what has moved in all."""
        self._sums = self._sums.plus(_settle(self._store, self._brand, self._waiting, self._now))
        self._waiting = []
        return self._sums

    def match(self, held: Held) -> tuple[str, ...]:
        """Which of the brand's queries match it; those that it had, for a brand without any."""
        if self._match is None:
            return held.links[self._brand].queries
        return self._match(held.mention, held.source)

    def _was_wanted(self, held: Held) -> bool:
        """Who was heard because of an earlier text stays heard."""
        if not held.versions or self._match is None:
            return False
        texts = self._store.earlier_texts(held.key)
        earlier = (replace(held.mention, title=title, text=text) for title, text in texts)
        return any(self._match(each, held.source) for each in earlier)

    def _stays(self, held: Held, link: Link, verdict: Verdict) -> bool:
        """Whether it is where it belongs already, and by the same queries."""
        if self._blocks and self._blocks.covers(origin_of(held.mention, held.source)):
            return link.hidden == "blocked"
        if not verdict.wanted:
            return link.hidden == "query"
        return not link.hidden and verdict.queries in ((), link.queries)

    def _put(self, verdict: Verdict) -> None:
        self._waiting.append(verdict)
        if len(self._waiting) >= WRITTEN:
            self.end()


def _verdict(held: Held, queries: tuple[str, ...], *, wanted: bool, watch_id: int = 0) -> Verdict:
    return Verdict(
        key=held.key,
        wanted=wanted,
        queries=queries,
        watch_id=watch_id,
        content_hash=held.content_hash,
    )


class _Finders:
    """Where a brand listens now, and which of its watches would have found a mention.

    A search hears all that stands on its source. A listing hears its own, which is known of what
    another brand's watch of the same listing has found.
    """

    def __init__(self, watches: Sequence[Watch], ids: dict[str, int]) -> None:
        self._ids = {watch.key: ids[watch.key] for watch in watches}
        self._watches = watches
        self.searched = {watch.source for watch in watches if watch.terms}
        targets = {_target(watch.key): watch.key for watch in watches if watch.listing}
        self._beside = {
            number: targets[_target(key)]
            for key, number in ids.items()
            if _target(key) in targets and key not in self._ids
        }
        self.beside = self._beside.keys()

    def hear(self, held: Held) -> bool:
        """Whether the brand listens where it stands; what has gone is found no more."""
        near = held.source in self.searched or not self.beside.isdisjoint(held.watches)
        return near and not held.mention.deleted

    def of(self, held: Held, queries: Sequence[str]) -> int:
        """The watch that would have found it: the search for what it matches before others."""
        near = [watch for watch in self._watches if watch.terms and watch.source == held.source]
        if near:
            best = next((watch for watch in near if watch.query in queries), near[0])
            return self._ids[best.key]
        return self._ids[next(self._beside[n] for n in held.watches if n in self._beside)]


def _target(key: str) -> str:
    """The key of a watch without its brand."""
    return key.partition("/")[2]


def _settle(store: Store, brand: str, verdicts: Iterable[Verdict], now: Clock) -> Settled:
    sums, waiting = Settled(), list(verdicts)
    for start in range(0, len(waiting), WRITTEN):
        sums = sums.plus(store.settle_links(brand, waiting[start : start + WRITTEN], now()))
    return sums


def _holding(store: Store, brand: str) -> list[Block]:
    return [block for block in store.blocks(brand) if block.lifted_at is None]


def block(store: Store, wanted: Block, now: Clock) -> tuple[Block, bool, int]:
    """Block an author or site: the block, whether it is new, how many mentions it hides anew.

    Doing it again hides what was left when it was cut.
    """
    before = {each.id for each in _holding(store, wanted.brand)}
    held = store.add_block(wanted)
    this, hidden, after = Blocks([held]), 0, 0
    while found := store.linked_origins(wanted.brand, after, READ):
        after = found[-1][0]
        verdicts = [Verdict(key=at, wanted=True) for at, origin in found if this.covers(origin)]
        hidden += _settle(store, wanted.brand, verdicts, now).hidden
    return held, held.id not in before, hidden


def unblock(store: Store, brand: Brand, lifted: Iterable[Block], now: Clock) -> Settled:
    """Lift blocks: what no other block covers comes back, if the queries still want it."""
    for each in lifted:
        store.lift_block(each, now())
    anew, after = _Anew(brand, (), {}, store, now), 0
    while found := store.hidden(brand.id, after, READ):
        after = found[-1].key
        for held in found:
            anew.judge(held, anew.match(held))
    return anew.end()
