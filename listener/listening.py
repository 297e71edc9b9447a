"""A stream as it is heard: every message held against all brands at once; what is ours is stored.

lease ─► messages ─► mentions ─► match ─► what is stored already? ─► score ─► store, with the cursor

Doing it again changes nothing: after a break a stream is heard from a little before the cursor on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from listener.config import Brand
from listener.enriching import Enricher
from listener.errors import SourceError, UnexpectedAnswer
from listener.i18n import say
from listener.lookagain import CanLookAgain
from listener.matching import Matcher
from listener.model import STREAM, Gap, Heard, Mention, Payload, Watch
from listener.sentiment.language import identify
from listener.source import ClientSource, Source, Streams
from listener.store import Batch, Claim, Hearing, Hold, Holding, Lease, Store
from listener.text import one_line
from listener.tidying import Tidy, claim, tidied

LEASE = 60.0
"""Seconds after which another one may listen in place of one that has died."""

BEAT = timedelta(seconds=10)
"""How often the cursor is written down while nothing is said of any brand."""

HOLE = timedelta(minutes=5)
"""A stream that goes on so much later than it was left has not been heard in between."""

AHEAD = timedelta(hours=1)
"""A message from further ahead would make us wait for the world to come after."""

KEPT_ODD = 10
"""How many messages that nobody understands are put aside, of one run."""

log = logging.getLogger("listener.listening")

Brands = dict[str, tuple[str, ...]]
"""Of a mention: the brands that it is about, each with its queries that match."""


class Progress(Struct, frozen=True, kw_only=True):
    """What was heard of a stream so far in this run, and up to when."""

    source: str
    messages: int = 0
    odd: int = 0
    new: int = 0
    changed: int = 0
    at: datetime | None = None
    error: str = ""


class Listening:
    """One stream, heard for many brands. Always called from one thread."""

    def __init__(
        self,
        source: Source | ClientSource,
        brands: Sequence[Brand],
        *,
        store: Store,
        enrich: Enricher,
        holder: str,
        now: Callable[[], datetime],
        tell: Callable[[Progress], None],
    ) -> None:
        assert isinstance(source, Streams)
        self._stream: Streams = source
        self._name, title = source.about.name, source.about.title
        self._erases = isinstance(source, CanLookAgain) and source.erases
        self._brands = {brand.id: brand for brand in brands}
        self._store, self._enrich, self._holder = store, enrich, holder
        self._now, self._tell = now, tell
        self._watches = [
            Watch(
                brand=brand.id,
                source=self._name,
                listing=STREAM,
                title=say("listening.watch", source=title),
            )
            for brand in brands
        ]
        self._queries = [(brand.id, query.query) for brand in brands for query in brand.queries]
        among = tuple(sorted({each for brand in brands for each in brand.languages}))
        self._match = Matcher(
            [replace(query, name=str(place)) for place, (_, query) in enumerate(self._queries)],
            identify=lambda text: identify(text, among),
        )
        self._hold: Hold | None = None
        self._cursor = ""
        self._at: datetime | None = None
        self._covered: datetime | None = None
        self._heard_at: datetime | None = None
        self._resumed_at: datetime | None = None
        self._written_at = now()
        self._is_first, self._stands_by = True, False
        self._sums = Progress(source=self._name)

    # What the engine asks for

    def begin(self) -> bool:
        """Take the stream; False while another one listens to it."""
        now = self._now()
        hold = self._store.hold_stream(self._name, self._watches, self._holder, now, LEASE)
        self._hold = hold
        if hold is None:
            if not self._stands_by:
                self._tell(replace(self._sums, error=say("listening.stand_by")))
            self._stands_by = True
            return False
        self._stands_by = False
        self._cursor, self._at = hold.cursor, hold.at
        self._heard_at, self._written_at = hold.at, now
        self._covered = hold.at
        return True

    def address(self) -> str:
        """Where to listen, from where it was left."""
        self._resumed_at, self._is_first = self._heard_at, True
        return self._stream.stream(self._cursor or None)

    def forget_cursor(self) -> None:
        """The site refuses to go back so far: what lies between will show as a gap."""
        self._cursor = ""

    def take(self, messages: Sequence[bytes]) -> None:
        """Store what these messages say of our brands; none at all means that nothing was said.

        Raises SourceUnavailable when the site says in a message that it ends the stream.
        """
        now = self._now()
        told, odd, ending = self._understood(messages, now)
        gap = self._advance(told, now)
        latest, again = self._latest(told)
        batches = self._batches(tidied(latest, now), again, now)
        if odd:
            batches = self._with_odd(batches, odd, now)
        self._sums = replace(
            self._sums, messages=self._sums.messages + len(messages), odd=self._sums.odd + len(odd)
        )
        if batches or gap or now - self._written_at >= BEAT or ending:
            assert self._hold is not None
            self._write(self._hold, batches, gap, now)
        if ending:
            raise ending

    def failed(self, error: SourceError) -> None:
        """Nothing is heard at present, and why."""
        assert self._hold is not None
        words = one_line(str(error), 500)
        self._store.fail_stream(self._hold, self._now(), words)
        self._tell(replace(self._sums, error=words))

    def end(self) -> None:
        """Write down how far it was heard, and let another one listen."""
        if self._hold is None:
            return
        held, self._hold = self._hold, None
        self._write(held, [], None, self._now())
        self._store.release_stream(held, self._now())

    # What a message says

    def _understood(
        self, messages: Iterable[bytes], now: datetime
    ) -> tuple[list[Heard], list[tuple[bytes, str]], SourceError | None]:
        """What the messages say, those that say nothing, and the site's farewell if there is one.

        One message that nobody foresaw must not stop all brands from being heard.
        """
        told: list[Heard] = []
        odd: list[tuple[bytes, str]] = []
        for message in messages:
            try:
                heard = self._stream.hear(message)
                if heard.at is not None and heard.at > now + AHEAD:
                    raise UnexpectedAnswer(say("listening.ahead"))
                told.append(heard)
            except UnexpectedAnswer as error:
                odd.append((message, str(error)))
            except SourceError as error:
                return told, odd, error
            except Exception as error:
                log.debug("%s: unforeseen", self._name, exc_info=True)
                odd.append((message, one_line(f"{type(error).__name__}: {error}", 200)))
        return told, odd, None

    def _advance(self, told: Sequence[Heard], now: datetime) -> Gap | None:
        """Note up to when all is heard; the gap, if the stream goes on later than it was left."""
        times = [heard.at for heard in told if heard.at]
        if not times:
            if self._at and not self._is_first:
                # Connected, up to date, and nothing is said.
                self._at = max(self._at, now)
            return None
        gap = None
        if self._is_first and self._at and times[0] - self._at > HOLE:
            gap = Gap(from_at=self._at, to_at=times[0], reason="error")
            self._covered = times[0]
        self._is_first = False
        latest = max(times)
        self._heard_at = max(latest, self._heard_at or latest)
        self._at = max(min(latest, now), self._at or min(latest, now))
        self._covered = self._covered or times[0]
        self._cursor = next((h.cursor for h in reversed(told) if h.cursor), self._cursor)
        return gap

    def _latest(self, told: Sequence[Heard]) -> tuple[list[Mention], set[str]]:
        """What each mention is like in the end, and the ids of those heard before a break too."""
        latest: dict[str, Mention] = {}
        again: set[str] = set()
        for heard in told:
            is_again = bool(heard.at and self._resumed_at and heard.at <= self._resumed_at)
            for mention in (*heard.mentions, *self._gone(heard)):
                latest[mention.id] = mention
                (again.add if is_again else again.discard)(mention.id)
        return list(latest.values()), again

    def _gone(self, heard: Heard) -> list[Mention]:
        """What has gone with an account, as far as we have it."""
        ids = self._store.below(self._name, heard.gone) if heard.gone else []
        return [Mention(id=each, deleted=True, precision="none") for each in ids]

    # What is ours

    def _batches(self, tidy: Tidy, again: set[str], now: datetime) -> list[Batch]:
        """A batch a brand, of what is new to it or has changed."""
        found = self._store.holding(self._name, [mention.id for mention in tidy.mentions])
        fresh: dict[str, list[tuple[Mention, tuple[str, ...]]]] = {}
        relinked: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for mention in tidy.mentions:
            held = found.get(mention.id)
            brands = self._about(mention)
            if held is not None and held.content_hash == mention.content_hash:
                for brand in brands.keys() - set(held.brands):
                    relinked.setdefault(brand, []).append((held.key, brands[brand]))
                continue
            if held is not None and mention.id in again and not _is_news(mention, held):
                continue
            for brand, queries in _concerned(mention, held, brands).items():
                fresh.setdefault(brand, []).append((mention, queries))
        return [
            Batch(
                walk=self._walk(brand, now),
                now=now,
                fresh=self._enrich(
                    fresh.get(brand, []), source=self._name, brand=self._brands.get(brand)
                ),
                relinked=relinked.get(brand, ()),
                feels=partial(
                    self._enrich.towards, source=self._name, brand=self._brands.get(brand)
                ),
                items=len(fresh.get(brand, ())),
                claims=_claims(fresh.get(brand, ()), tidy, now),
                erases=self._erases,
            )
            for brand in sorted(fresh.keys() | relinked.keys())
        ]

    def _about(self, mention: Mention) -> Brands:
        found: Brands = {}
        for place in self._match(mention, self._name) if not mention.deleted else ():
            brand, query = self._queries[int(place)]
            found[brand] = (*found.get(brand, ()), query.name)
        return found

    def _walk(self, brand: str, now: datetime) -> Lease:
        """The brand's walk as of now: what it stores is first seen now, not when it began."""
        assert self._hold is not None
        walks = self._hold.walks
        # A brand that is not heard any more keeps what it has, and hears of edits all the same.
        walk = walks.get(brand) or next(iter(walks.values()))
        return replace(walk, brand=brand, started_at=now)

    def _with_odd(
        self, batches: list[Batch], odd: Sequence[tuple[bytes, str]], now: datetime
    ) -> list[Batch]:
        """With the first few messages that nobody understands, put aside under the first brand."""
        left = max(0, KEPT_ODD - self._sums.odd)
        brand = self._watches[0].brand
        return [
            *batches,
            *(
                Batch(
                    walk=self._walk(brand, now),
                    now=now,
                    payload=Payload(body=message, url=self._name),
                    error=error,
                )
                for message, error in odd[:left]
            ),
        ]

    def _write(self, held: Hold, batches: Sequence[Batch], gap: Gap | None, now: datetime) -> None:
        covered = (self._covered, self._at) if self._covered and self._at else None
        saved = self._store.hear(
            Hearing(
                hold=held,
                now=now,
                cursor=self._cursor,
                at=self._at,
                batches=batches,
                covered=covered,
                gap=gap,
            )
        )
        self._written_at, self._covered = now, self._at
        self._sums = replace(
            self._sums,
            new=self._sums.new + saved.new,
            changed=self._sums.changed + saved.changed,
            at=self._at,
        )
        self._tell(self._sums)


def _is_news(mention: Mention, held: Holding) -> bool:
    """Whether what is heard a second time says more than what is stored: an old text does not."""
    if mention.deleted:
        return True
    edited, known = mention.edited_at, held.edited_at
    return edited is not None and (known is None or edited.timestamp() // 1 > known.timestamp())


def _concerned(mention: Mention, held: Holding | None, brands: Brands) -> Brands:
    """The brands to store it for: that it is about or, of what is stored, one that has it.

    An edit counts for all brands that have it, also where they are not named in it any more.
    """
    if held is None:
        return {} if mention.deleted else brands
    return brands or dict.fromkeys(held.brands[:1], ())


def _claims(
    fresh: Sequence[tuple[Mention, tuple[str, ...]]], tidy: Tidy, now: datetime
) -> list[Claim]:
    """Of what is stored, what its times were where they cannot be."""
    found = []
    for mention, _ in fresh:
        if mention.id in tidy.claimed:
            payload, error = claim(tidy.claimed[mention.id], now)
            found.append(Claim(mention=mention.id, payload=payload, error=error))
    return found
