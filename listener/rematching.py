"""What is stored, matched anew: when a brand's queries change, and when a block comes or goes.

Nothing is lost by it: what is not wanted is hidden, and comes back when it is wanted again. It is
done in pieces, so that a crawl that stores meanwhile waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from listener.blocking import Blocks, origin_of
from listener.config import Brand, Config
from listener.matching import Matcher
from listener.model import Mention, Watch
from listener.records import Block
from listener.store import Store
from listener.store.verdicts import Held, Settled, Verdict
from listener.watching import asked_by, watches_of

READ = 2_000
"""Mentions read at once."""

WRITTEN = 500
"""Links moved in one transaction: some hundredths of a second."""

Match = Callable[[Mention, str], tuple[str, ...]]
Clock = Callable[[], datetime]


class Rematched(Struct, frozen=True, kw_only=True):
    """What matching anew has changed for a brand."""

    brand: str
    settled: Settled


def match_of(brand: Brand) -> Match | None:
    """Which of the brand's queries a mention of a source matches; None where there are none."""
    if not brand.queries:
        return None
    return Matcher([query.query for query in brand.queries])


def reapply(
    config: Config, store: Store, now: Clock, *, only: str | None = None, anyway: bool = False
) -> Iterator[Rematched]:
    """Match anew what is stored, for the brands whose queries have changed, or `anyway`.

    A brand without queries keeps what it has. So does one that was listened to before we noted
    what was matched with; a new one is given what others have heard where it listens now.
    """
    watches = watches_of(config)
    for brand in config.brands:
        if brand.paused or not brand.queries or only not in (None, brand.id):
            continue
        before, digest = store.applied(brand.id), asked_by(brand)
        if not anyway and before == digest:
            continue
        if anyway or before is not None or not store.has_mentions(brand.id):
            store.register(watches)
            yield Rematched(brand=brand.id, settled=_reapply(brand, watches, store, now))
        store.note_applied(brand.id, digest, now())


def _reapply(brand: Brand, watches: Sequence[Watch], store: Store, now: Clock) -> Settled:
    own = [watch for watch in watches if watch.brand == brand.id and watch.match]
    finders = _Finders(own, store.watch_ids())
    match, blocks = match_of(brand), Blocks(_holding(store, brand.id))
    sums, last = Settled(), store.newest_key()
    for after in range(0, last, READ):
        found = store.held(brand.id, after, after + READ, finders.searched, finders.beside)
        verdicts = _verdicts(found, match, blocks, finders, store)
        sums = sums.plus(_settle(store, brand.id, verdicts, now))
    return sums


def _verdicts(
    found: Iterable[Held], match: Match | None, blocks: Blocks, finders: _Finders, store: Store
) -> Iterator[Verdict]:
    """A verdict for each mention that may have to move."""
    for held in found:
        verdict = _verdict(held, match, store)
        if not (held.linked or held.hidden):
            if verdict.wanted:
                yield replace(verdict, watch_id=finders.of(held, verdict.queries))
        elif not _stays(held, verdict, blocks):
            yield verdict


def _verdict(held: Held, match: Match | None, store: Store) -> Verdict:
    """Whether the queries want it; who was heard because of an earlier text stays heard."""
    known = held.linked or bool(held.hidden)
    queries: tuple[str, ...] = ()
    wanted = known and not held.queries
    if match is None:
        wanted = known
    elif not wanted:
        queries = match(held.mention, held.source)
        wanted = bool(queries)
        if not wanted and known and held.versions:
            texts = store.earlier_texts(held.key)
            earlier = (replace(held.mention, title=title, text=text) for title, text in texts)
            wanted = any(match(each, held.source) for each in earlier)
    return Verdict(key=held.key, wanted=wanted, queries=queries, content_hash=held.content_hash)


def _stays(held: Held, verdict: Verdict, blocks: Blocks) -> bool:
    """Whether it is where it belongs already, and by the same queries."""
    if blocks and blocks.covers(origin_of(held.mention, held.source)):
        return held.hidden == "blocked"
    if not verdict.wanted:
        return held.hidden == "query"
    return held.linked and verdict.queries in ((), held.queries)


class _Finders:
    """Where a brand listens now, and which of its watches would have found a mention.

    A search hears all that stands on its source. A listing hears its own, which is known of what
    another brand's watch of the same listing has found.
    """

    def __init__(self, watches: Sequence[Watch], ids: dict[str, int]) -> None:
        self._ids = {watch.key: ids[watch.key] for watch in watches}
        self._watches = watches
        self.searched = sorted({watch.source for watch in watches if watch.terms})
        targets = {_target(watch.key): watch.key for watch in watches if watch.listing}
        self._beside = {
            number: targets[_target(key)]
            for key, number in ids.items()
            if _target(key) in targets and key not in self._ids
        }
        self.beside = list(self._beside)

    def of(self, held: Held, queries: Sequence[str]) -> int:
        """The watch that would have found it: the search for what it matches before others."""
        near = [watch for watch in self._watches if watch.terms and watch.source == held.source]
        if near:
            best = next((watch for watch in near if watch.query in queries), near[0])
            return self._ids[best.key]
        assert held.beside is not None
        return self._ids[self._beside[held.beside]]


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
    match = match_of(brand)
    blocks = Blocks(_holding(store, brand.id))
    finders, sums, after = _Finders((), {}), Settled(), 0
    while found := store.hidden(brand.id, after, READ):
        after = found[-1].key
        verdicts = _verdicts(found, match, blocks, finders, store)
        sums = sums.plus(_settle(store, brand.id, verdicts, now))
    return sums
