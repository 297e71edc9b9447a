"""The part of the store's face that decides what counts for a brand: blocks, and matching anew."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from listener.blocking import Origin
from listener.records import Block
from listener.store import blocks, hiding, rematch
from listener.store.connection import readable_errors, writing
from listener.store.opened import Opened
from listener.store.verdicts import Held, Settled, Verdict


class WhatCounts(Opened):
    """What counts for a brand, and what is hidden from it."""

    def add_block(self, block: Block) -> Block:
        """Write a block down: it holds for whatever is stored from now on.

        The one that holds already, if there is one. What is stored is hidden by `settle_links`.
        """
        with writing(self._connection):
            return blocks.add(self._connection, block)

    def lift_block(self, block: Block, now: datetime) -> None:
        """Let a block hold no more; what it hid comes back by `settle_links`."""
        with writing(self._connection):
            blocks.lift(self._connection, block, now)

    def blocks(self, brand: str | None = None) -> list[Block]:
        """All blocks by brand, lifted ones too, the latest first, with how many each hides."""
        with readable_errors(self.path):
            return blocks.listed(self._connection, brand)

    def origin(self, key: int) -> Origin | None:
        """Whom and where the mention of that number comes from, also if it is hidden."""
        with readable_errors(self.path):
            return blocks.origin_of(self._connection, key)

    def linked_origins(self, brand: str, after: int, limit: int) -> list[tuple[int, Origin]]:
        """Whom and where what counts for a brand comes from, from one number on."""
        with readable_errors(self.path):
            return blocks.linked_origins(self._connection, brand, after, limit)

    def hidden(self, brand: str, after: int, limit: int) -> list[Held]:
        """What blocks hide of a brand, from one number on."""
        with readable_errors(self.path):
            return rematch.hidden(self._connection, brand, after, limit)

    def held(
        self,
        brands: AbstractSet[str],
        after: int,
        until: int,
        sources: AbstractSet[str],
        beside: AbstractSet[int],
    ) -> list[Held]:
        """What those brands have, hidden or not, and what others have of those sources or watches.

        Of the numbers after the first, up to the second.
        """
        with readable_errors(self.path):
            return list(rematch.held(self._connection, brands, after, until, sources, beside))

    def newest_key(self) -> int:
        """The highest number of a mention."""
        with readable_errors(self.path):
            return rematch.newest_key(self._connection)

    def earlier_texts(self, key: int) -> list[tuple[str, str]]:
        """What an edited mention said before: titles and texts."""
        with readable_errors(self.path):
            return rematch.earlier_texts(self._connection, key)

    def settle_links(self, brand: str, verdicts: Sequence[Verdict], now: datetime) -> Settled:
        """Link and hide as the verdicts and the blocks that hold want it."""
        with writing(self._connection):
            holding = blocks.active(self._connection, brand)
            return hiding.settle(self._connection, brand, verdicts, holding, now)

    def applied(self, brand: str) -> str | None:
        """With which queries what is stored was last matched; None if it never was."""
        with readable_errors(self.path):
            return rematch.applied(self._connection, brand)

    def note_applied(self, brand: str, asked: str, now: datetime) -> None:
        """With these queries what is stored has been matched."""
        with writing(self._connection):
            rematch.note_applied(self._connection, brand, asked, now)

    def has_mentions(self, brand: str) -> bool:
        """Whether anything counts for a brand."""
        with readable_errors(self.path):
            return rematch.has_mentions(self._connection, brand)

    def watch_ids(self) -> dict[str, int]:
        """The numbers of all watches, resting ones too, by key."""
        with readable_errors(self.path):
            return rematch.watch_ids(self._connection)
