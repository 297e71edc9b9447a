"""The part of the store's face that books what sites are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from listener.model import Cost
from listener.records import Spending
from listener.store import spending
from listener.store.connection import readable_errors, writing
from listener.store.opened import Opened
from listener.store.spending import Account, Booked


class OfBudgets(Opened):
    """What was used of what sources let anyone use."""

    def reserve(self, account: Account, costs: Sequence[Cost], now: datetime) -> Booked | Spending:
        """Book what a request costs; nothing, and the budget that has too little left, if none has.

        Of two processes that ask at once for the last of it, one gets it.
        """
        with writing(self._connection):
            return spending.reserve(self._connection, account, costs, now)

    def has_left(self, account: Account, costs: Sequence[Cost], now: datetime) -> bool:
        """Whether every budget has so much left; nothing is booked."""
        return spending.has_left(self._connection, account, costs, now)

    def correct(
        self, account: Account, booked: Booked, spent: Sequence[Cost], now: datetime
    ) -> None:
        """Put what an answer has used in the place of what was booked for its request."""
        with writing(self._connection):
            spending.correct(self._connection, account, booked, spent, now)

    def give_back(self, account: Account, booked: Booked, *, reached: bool) -> None:
        """Take back what a request did not use that never arrived, or was answered by an error."""
        with writing(self._connection):
            spending.give_back(self._connection, account, booked, reached=reached)

    def spending(self, account: Account, now: datetime) -> list[Spending]:
        """What is used and left of each of an account's budgets."""
        with readable_errors(self.path):
            return spending.standings(self._connection, account, now)
