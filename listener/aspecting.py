"""What mentions speak of: read before they are stored, and anew when the lists have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from listener.config import Brand, Config
from listener.model import ASPECTS, Sentiment
from listener.records import AspectCount
from listener.sentiment import Sentiments
from listener.sentiment.aspects import Spoken, Told, spoken_of
from listener.sentiment.lists import Lists
from listener.store import Store
from listener.store.spoken import Renewed, StoredText

READ = 1_000
"""Mentions read at once, and written in one transaction: some tenths of a second."""


class Aspects:
    """Reads what texts speak of, by the lists and with the scorer of the configuration."""

    def __init__(self, lists: Lists, sentiments: Sentiments) -> None:
        self.lists = lists
        self._sentiments = sentiments

    def __call__(self, told: Sequence[Told], brand: Brand | None, *, source: str) -> list[Spoken]:
        """What each text of a source speaks of; a brand's languages are expected."""

        def score(clauses: Sequence[str], language: str) -> list[Sentiment]:
            # The language is that of the whole text: a clause is too short to tell.
            return self._sentiments.of(language, clauses, brand.id if brand else "", source=source)

        return spoken_of(told, self.lists.terms, brand.languages if brand else (), score)


def reapply(
    config: Config,
    store: Store,
    aspects: Aspects,
    now: Callable[[], datetime],
    *,
    anyway: bool = False,
) -> Iterator[tuple[int, int]]:
    """Read what is stored by the lists of now, if they have changed, or `anyway`.

    After each piece: how many were read, how many of these have changed. A reading that was cut
    goes on where it was; one that is done twice changes nothing.
    """
    digest = aspects.lists.digest
    lists, read_to = store.aspects_applied()
    if lists == digest and read_to is None and not anyway:
        return
    after = read_to if lists == digest and read_to else 0
    brands = {brand.id: brand for brand in config.brands}
    while stored := store.texts(after, READ):
        after = stored[-1].key
        renewed = _renewed(stored, aspects, brands)
        yield len(stored), store.renew_aspects(renewed, digest, after, now())
    store.renew_aspects((), digest, None, now())


def _renewed(
    stored: Sequence[StoredText], aspects: Aspects, brands: Mapping[str, Brand]
) -> list[Renewed]:
    groups: dict[tuple[str, str], list[StoredText]] = {}
    for each in stored:
        groups.setdefault((each.source, each.brand or ""), []).append(each)
    found: list[Renewed] = []
    for (source, brand), texts in groups.items():
        told = [
            Told(text=each.body, kind=each.kind, sentiment=each.sentiment, label=each.label)
            for each in texts
        ]
        for each, spoken in zip(
            texts, aspects(told, brands.get(brand), source=source), strict=True
        ):
            found.append(
                Renewed(
                    key=each.key,
                    content_hash=each.content_hash,
                    aspects=spoken.aspects,
                    stage=spoken.stage,
                )
            )
    return found


def aspects_of_period(
    config: Config, store: Store, brand: str, since: datetime, until: datetime
) -> tuple[AspectCount, ...]:
    """What a brand's mentions of a period speak of, by the names that people gave."""
    names = Lists(config.folder).own_names
    return tuple(
        replace(each, title=names.get(each.aspect) or _retired(each.aspect))
        for each in store.aspect_changes(brand, since, until)
    )


def _retired(aspect: str) -> str:
    """An aspect of people's own that stands in no list any more is called by its key."""
    return "" if aspect in ASPECTS else aspect
