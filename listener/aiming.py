"""Towards whom a mention feels: for a brand of the settings, with those named beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from listener.config import Brand
from listener.matching.names import names_of
from listener.model import Label, Mention, Sentiment
from listener.sentiment import Sentiments
from listener.sentiment.towards import Parties, Towards


class Aims:
    """Tells the label towards a brand where it is not that of the text.

    Stars are towards what they were given to, and are not looked into.
    """

    def __init__(self, sentiments: Sentiments, brands: Sequence[Brand]) -> None:
        self._sentiments = sentiments
        self._brands = {brand.id: brand for brand in brands}
        self._parties: dict[str, Parties] = {}

    def __call__(
        self, mentions: Sequence[Mention], sentiments: Sequence[Sentiment], brand: Brand | None
    ) -> list[Label | None]:
        """For each mention the label towards the brand; None: that of the text."""
        aimed: list[Label | None] = [None] * len(mentions)
        if brand is None:
            return aimed
        places = [at for at, mention in enumerate(mentions) if mention.rating is None]
        felt = Towards(partial(self._sentiments.of, brand=brand.id))(
            self._parties_of(brand),
            [mentions[at].body for at in places],
            [sentiments[at] for at in places],
        )
        for at, feeling in zip(places, felt, strict=True):
            if feeling is not None and feeling.label != sentiments[at].label:
                aimed[at] = feeling.label
        return aimed

    def at(self, mention: Mention, sentiment: Sentiment, brand: str) -> Label | None:
        """The label towards another brand of the settings, by its id."""
        return self([mention], [sentiment], self._brands.get(brand))[0]

    def names(self, brand: Brand) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What the brand is called, and the others beside it: competitors, and other brands."""
        others = [each.name for each in self._brands.values() if each.id != brand.id]
        names = names_of(brand.name, [query.query for query in brand.queries])
        return tuple(sorted(names)), tuple(sorted({*brand.competitors, *others}))

    def _parties_of(self, brand: Brand) -> Parties:
        if brand.id not in self._parties:
            self._parties[brand.id] = Parties(*self.names(brand))
        return self._parties[brand.id]
