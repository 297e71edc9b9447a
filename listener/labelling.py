"""Which mentions a person is asked about, and what is done with the answers.

Fifty a month and language are drawn at random within strata: what a source brought, apart by
the label that counts. Two in five are drawn of what counts as negative, since precision is
measured on those and they are few; the rest of all others, among which the missed ones hide.

Every mention has a number of its own by which its turn comes (a permanent random number: Ohlsson,
Coordination of Samples Using Permanent Random Numbers, 1995). Whoever stops halfway and goes on
next week, or asks for more, goes on with the same sample: those of the lowest numbers. So each
stratum's sample is a simple random one at any time, and each label weighs as many mentions as its
stratum has for each label. While a month goes on, what came early has had more of a chance; that
evens out as one goes on, since what came later has its low numbers still ahead.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from msgspec import Struct

from listener.config import Brand
from listener.model import Label
from listener.records import StoredMention
from listener.store import Drawable, Judgement, Store

A_MONTH = 50
"""How many labels a month and language measure well enough to see a change."""

OF_NEGATIVES = 0.4
FULL_FROM = 8
"""From this day of a month on there is enough of it to draw from; before, the last one is."""

_Name = tuple[Label, str]
"""What counts, and the source."""


class Drawn(Struct, frozen=True, kw_only=True):
    """A mention that is to be asked about; `known` if a person has said already what it is."""

    key: int
    stratum: str
    population: int
    known: Label | None = None


def month_of(now: datetime) -> tuple[datetime, datetime]:
    """The month to be asked about, in UTC: this one, or in its first days the last."""
    first = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if now.astimezone(UTC).day < FULL_FROM:
        first = (first - timedelta(days=1)).replace(day=1)
    return first, following(first)


def following(month: datetime) -> datetime:
    """The first of the next month."""
    return (month + timedelta(days=31)).replace(day=1)


def languages_of(brand: Brand, pool: Sequence[Drawable]) -> list[str]:
    """The brand's own languages, as far as there is anything; else the one that is met most."""
    found = Counter(each.language for each in pool)
    own = [language for language in brand.languages if found[language]]
    return own or [language for language, _ in found.most_common(1)]


def draw(pool: Sequence[Drawable], month: datetime, *, count: int | None, seed: str) -> list[Drawn]:
    """What to ask about next, in this order; `count` None fills up to A_MONTH.

    The pool is a month's, of one brand and language. One of each stratum comes first, then all in
    step, so that whoever stops early has a little of everything.
    """
    asked = sum(each.asked for each in pool)
    wanted = max(0, A_MONTH - asked) if count is None else count
    strata = _strata(pool, asked + wanted, seed)
    quotas = _quotas({name: len(held) for name, held in strata.items()}, asked + wanted)
    rows: list[tuple[bool, float, float, Drawn]] = []
    for (label, source), held in strata.items():
        fresh = [each for each in held if not each.asked]
        for place, each in enumerate(fresh[:wanted], start=len(held) - len(fresh)):
            drawn = Drawn(
                key=each.key,
                stratum=f"{month:%Y-%m}/{each.language}/{source}/{label}",
                population=len(held),
                known=each.known,
            )
            step = (place + 0.5) / quotas[label, source]
            rows.append((place > 0, step, _turn(seed, each.key), drawn))
    return [drawn for *_, drawn in sorted(rows, key=lambda row: row[:3])[:wanted]]


def _strata(pool: Sequence[Drawable], total: int, seed: str) -> dict[_Name, list[Drawable]]:
    """The mentions of each stratum, by their turn.

    Sources that would not get one of the labels' places are drawn from together, as `*`.
    """
    quotas = _quotas(Counter((each.counted, each.source) for each in pool), total)
    strata: dict[_Name, list[Drawable]] = defaultdict(list)
    for each in sorted(pool, key=lambda each: _turn(seed, each.key)):
        alone = quotas[each.counted, each.source] >= 1
        strata[each.counted, each.source if alone else "*"].append(each)
    return strata


def _turn(seed: str, key: int) -> float:
    """The mention's own number, 0 to 1, the same whenever it is drawn from."""
    digest = blake2b(f"{seed}/{key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def _quotas(sizes: Mapping[_Name, int], total: int) -> dict[_Name, float]:
    """How many labels each stratum is to have, in proportion to its size within the two kinds."""
    kinds = {True: 0, False: 0}
    for (label, _), size in sizes.items():
        kinds[label == "negative"] += size
    # Where there are too few of one kind, the other has its places.
    negatives = max(min(OF_NEGATIVES * total, kinds[True]), total - kinds[False])
    share = {True: negatives, False: total - negatives}
    return {
        (label, source): max(share[label == "negative"], 0.5) * size / kinds[label == "negative"]
        for (label, source), size in sizes.items()
    }


class Session:
    """A person going through what was drawn: one at a time, and back if they erred."""

    def __init__(
        self,
        store: Store,
        brand: str,
        drawn: Sequence[Drawn],
        *,
        by: str,
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._brand, self._by, self._now = store, brand, by, now
        self._drawn = list(drawn)
        self._place = 0
        self._said: list[tuple[int, bool]] = []

    @property
    def place(self) -> tuple[int, int]:
        """Which one this is, and of how many."""
        return self._place + 1, len(self._drawn)

    @property
    def labelled(self) -> int:
        """How many were given a label, those apart that were passed over."""
        return sum(given for _, given in self._said)

    def current(self) -> StoredMention | None:
        """The mention that is asked about; None at the end.

        What somebody has corrected already is not asked again: that is its label. What has gone
        meanwhile is passed.
        """
        while self._place < len(self._drawn):
            drawn = self._drawn[self._place]
            found = [each for each in self._store.mention(drawn.key) if each.brand == self._brand]
            if found and drawn.known is None:
                return found[0]
            if found and drawn.known is not None:
                self._put(drawn, drawn.known)
            del self._drawn[self._place]
        return None

    def say(self, label: Label | None) -> bool:
        """What the current one is; None passes it over. False if it has gone meanwhile."""
        drawn = self._drawn[self._place]
        done = self._put(drawn, label)
        self._said.append((self._place, label is not None))
        self._place += 1
        return done

    def undo(self) -> bool:
        """Back to the last one, as if nothing had been said of it; False at the beginning."""
        if not self._said:
            return False
        self._place, _ = self._said.pop()
        self._store.undo_label(self._brand, self._drawn[self._place].key)
        return True

    def _put(self, drawn: Drawn, label: Label | None) -> bool:
        said = Judgement(
            brand=self._brand,
            key=drawn.key,
            label=label,
            by=self._by,
            stratum=drawn.stratum,
            population=drawn.population,
        )
        return self._store.put_label(said, self._now())
