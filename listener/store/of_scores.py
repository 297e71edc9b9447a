"""The part of the store's face that scores anew what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from listener.store import reaiming, rescoring
from listener.store.connection import readable_errors, writing
from listener.store.opened import Opened
from listener.store.scores import Aimed, Rescored, ScoreRule, Unscored


class OfScores(Opened):
    """Which sentiments are in force, and by whom."""

    def count_unscored(self, rule: ScoreRule) -> int:
        """How many mentions are to be scored anew."""
        with readable_errors(self.path):
            return rescoring.count(self._connection, rule)

    def unscored(self, rule: ScoreRule, before: int | None, limit: int) -> list[Unscored]:
        """Mentions that are to be scored anew, the newest first, from one number down."""
        with readable_errors(self.path):
            if before is None:
                before = rescoring.newest(self._connection)
            return rescoring.unscored(self._connection, rule, before, limit)

    def put_scores(self, scored: Sequence[Rescored], now: datetime) -> list[int]:
        """Put these sentiments in force, all or nothing; which were put.

        What was edited or erased meanwhile stays as it is.
        """
        with writing(self._connection):
            return rescoring.put(self._connection, scored, now)

    def put_aimed(
        self, brand: str, aimed: Sequence[Aimed], names: str, read_to: int | None, now: datetime
    ) -> int:
        """Write what is felt towards a brand by these names, and how far; how many changed."""
        with writing(self._connection):
            changed = reaiming.put(self._connection, brand, aimed, now)
            reaiming.note_applied(self._connection, brand, names, read_to, now)
        return changed

    def aimed_by(self, brand: str) -> tuple[str, int | None] | None:
        """By which names a brand's labels were told last, and down to which number; None: all."""
        with readable_errors(self.path):
            return reaiming.applied(self._connection, brand)

    def models(self) -> dict[str, int]:
        """How many mentions each model's sentiment is in force of, most first."""
        with readable_errors(self.path):
            return rescoring.models(self._connection)

    def kept_models(self) -> list[str]:
        """The models of which an answer is kept."""
        with readable_errors(self.path):
            return rescoring.kept_models(self._connection)
