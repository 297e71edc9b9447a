"""What is found out about a mention before it is stored: the same on every road in."""

from __future__ import annotations

from collections.abc import Sequence

from listener.config import Brand, Config
from listener.likeness import sketch
from listener.model import Mention
from listener.sentiment import Sentiments
from listener.sentiment.phrases import Phrases
from listener.sentiment.taught import Taught
from listener.sentiment.tiers import second_look
from listener.store import Store
from listener.store.batch import Scored

Matched = tuple[Mention, tuple[str, ...]]
"""A mention, and the names of the queries that it matches."""


class Enricher:
    """Scores mentions, and takes the sketch by which copies are found."""

    def __init__(self, sentiments: Sentiments) -> None:
        self._sentiments = sentiments

    def __call__(
        self, fresh: Sequence[Matched], *, source: str, brand: Brand | None
    ) -> list[Scored]:
        """Each mention with all that is to be stored beside it, in order.

        Without a `brand` none of its languages is expected.
        """
        sentiments = self._sentiments(
            [mention.body for mention, _ in fresh],
            [mention.language for mention, _ in fresh],
            brand.languages if brand else (),
            source=source,
            brand=brand.id if brand else "",
        )
        return [
            Scored(mention=mention, sentiment=sentiment, queries=queries, sketch=sketch(mention))
            for (mention, queries), sentiment in zip(fresh, sentiments, strict=True)
        ]


def enricher(config: Config, store: Store) -> Enricher:  # noqa: ARG001 - what labels will say
    """The enricher as the settings want it, with what people's labels have taught.

    Raises ConfigError where the engine that they name is not installed.
    """
    return Enricher(sentiments(config))


def sentiments(config: Config) -> Sentiments:
    """What scores texts as the settings want it."""
    second = second_look(config.settings.sentiment, config.database)
    return Sentiments(taught=Taught(Phrases(config.rules)), second=second)
