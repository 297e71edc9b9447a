"""What is found out about a mention before it is stored: the same on every road in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from msgspec import Struct, json
from msgspec.structs import replace

from listener.aiming import Aims
from listener.aspecting import Aspects
from listener.config import Brand, Config
from listener.likeness import sketch
from listener.model import Label, Mention, Sentiment
from listener.own_models import model_at
from listener.rules import Rules
from listener.sentiment import Sentiments
from listener.sentiment.aspects import Spoken, Told
from listener.sentiment.calibration import Calibration, Place
from listener.sentiment.lists import Lists
from listener.sentiment.phrases import Phrases
from listener.sentiment.taught import Taught
from listener.sentiment.tiers import second_look
from listener.store import Store
from listener.store.batch import Scored

Matched = tuple[Mention, tuple[str, ...]]
"""A mention, and the names of the queries that it matches."""


class Enricher:
    """Scores mentions, tells towards whom and what they speak of, and takes their sketches.

    `brands` are those whose mentions it may meet while it enriches for another of them.
    """

    def __init__(
        self,
        sentiments: Sentiments,
        aspects: Aspects | None = None,
        brands: Sequence[Brand] = (),
    ) -> None:
        self._sentiments = sentiments
        self._aspects = aspects
        self.aims = Aims(sentiments, brands)

    def __call__(
        self, fresh: Sequence[Matched], *, source: str, brand: Brand | None
    ) -> list[Scored]:
        """Each mention with all that is to be stored beside it, in order.

        Without a `brand` none of its languages is expected.
        """
        among = brand.languages if brand else ()
        sentiments = self._sentiments(
            [mention.body for mention, _ in fresh],
            [mention.language for mention, _ in fresh],
            among,
            source=source,
            brand=brand.id if brand else "",
        )
        told = [_told(mention, felt) for (mention, _), felt in zip(fresh, sentiments, strict=True)]
        spoken = self._spoken(told, brand, source)
        aimed = self.aims([mention for mention, _ in fresh], sentiments, brand)
        return [
            Scored(
                mention=mention,
                sentiment=sentiment,
                queries=queries,
                sketch=sketch(mention),
                towards=towards,
                elsewhere=partial(self.aims.at, mention, sentiment),
                aspects=said.aspects,
                stage=said.stage,
            )
            for (mention, queries), sentiment, towards, said in zip(
                fresh, sentiments, aimed, spoken, strict=True
            )
        ]

    def towards(self, mention: Mention, *, source: str, brand: Brand | None) -> Label | None:
        """The label towards a brand that has not had this mention yet, where it is another."""
        (scored,) = self([(mention, ())], source=source, brand=brand)
        return scored.towards

    def _spoken(self, told: Sequence[Told], brand: Brand | None, source: str) -> list[Spoken]:
        if self._aspects is None:
            return [Spoken()] * len(told)
        return self._aspects(told, brand, source=source)


def _told(mention: Mention, sentiment: Sentiment) -> Told:
    label = mention.rating.label if mention.rating else sentiment.label
    return Told(text=mention.body, kind=mention.kind, sentiment=sentiment, label=label)


def enricher(config: Config, store: Store) -> Enricher:
    """The enricher as the settings want it, with what people's labels have taught.

    Raises ConfigError where the engine that they name is not installed, or a list is wrong.
    """
    scored = sentiments(config, store)
    return Enricher(scored, Aspects(Lists(config.folder), scored), config.brands)


def sentiments(
    config: Config, store: Store | None = None, *, only: Rules | None = None, own: bool = True
) -> Sentiments:
    """What scores texts as the settings want it; without a store as it was before any label.

    `only` are rules in place of those of the settings; without `own` the user's model is left out.
    """
    phrases = Phrases(config.rules if only is None else only)
    model = model_at(config.database) if own else None
    taught = Taught(phrases, _calibrations(config, store), model)
    return Sentiments(taught=taught, second=second_look(config.settings.sentiment, config.database))


def aspects_of(config: Config, store: Store) -> Aspects:
    """The reader of aspects as the configuration's lists want it; ConfigError for a wrong list.

    Clauses are felt as whole texts are: by people's rules, calibrations and model as well.
    """
    return Aspects(Lists(config.folder), sentiments(config, store))


def muted(rules: Rules) -> Rules:
    """The rules without a feeling, which comes after all that is learned."""
    phrases = tuple(replace(each, label="neutral", valence=None) for each in rules.phrase)
    return replace(rules, phrase=phrases)


def _calibrations(config: Config, store: Store | None) -> dict[str, dict[Place, Calibration]]:
    """Those in force, unless the settings want none."""
    found: dict[str, dict[Place, Calibration]] = defaultdict(dict)
    if store is not None and config.settings.sentiment.calibrate:
        for each in store.calibrations():
            kept = json.decode(each.detail, type=_Kept)
            found[each.model][each.source, each.language] = kept.calibration
    return dict(found)


class _Kept(Struct):
    """Of what is kept of a calibration, what scoring needs."""

    calibration: Calibration
