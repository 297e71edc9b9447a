"""What was used of the budgets of sources: booked before a request goes out, corrected after."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from listener.model import Cost
from listener.records import Spending
from listener.source import WINDOWS, Budget
from listener.store.clock import BIN_SECONDS

A_HAIR = 1e-9
"""Half cents do not add up to whole ones in binary."""
_WHERE = "source = ? AND account = ? AND budget = ?"


class Account(Struct, frozen=True, kw_only=True):
    """The keys with which a source is asked, and what they may use: its budgets by name.

    `brand` is the one whose own keys they are; empty for the shared ones.
    """

    source: str
    brand: str = ""
    title: str = ""
    budgets: Mapping[str, Budget] = {}


class Booked(Struct, frozen=True, kw_only=True):
    """What was booked for one request, and in which quarter of an hour."""

    at: int
    costs: tuple[Cost, ...]


def reserve(
    connection: sqlite3.Connection, account: Account, costs: Sequence[Cost], now: datetime
) -> Booked | Spending:
    """Book the costs if every budget has so much left; else nothing, and the one that has not.

    That one tells when enough of it comes back. Of different things, one that was asked for
    within its period already costs nothing, and its period does not begin anew.
    """
    new = _new(connection, account, costs, now)
    lacking = _lacking(connection, account, new, now)
    if lacking is not None:
        return lacking
    # Every zone's midnight begins a quarter, also where it is half an hour beside the others.
    at = int(now.timestamp())
    booked = Booked(at=at - at % BIN_SECONDS, costs=tuple(new))
    _add(connection, account, booked.at, new)
    return booked


def has_left(
    connection: sqlite3.Connection, account: Account, costs: Sequence[Cost], now: datetime
) -> bool:
    """Whether every budget has so much left; nothing is booked."""
    new = _new(connection, account, costs, now)
    return _lacking(connection, account, new, now) is None


def _lacking(
    connection: sqlite3.Connection, account: Account, new: Sequence[Cost], now: datetime
) -> Spending | None:
    for name, amount in _sums(new).items():
        standing = _standing(connection, account, account.budgets[name], now, amount)
        if standing.used + amount > standing.limit + A_HAIR:
            return standing
    return None


def correct(
    connection: sqlite3.Connection,
    account: Account,
    booked: Booked,
    spent: Sequence[Cost],
    now: datetime,
) -> None:
    """Put what was spent in the place of what was booked, in each budget that is named."""
    named = {each.budget for each in spent}
    back = [each for each in booked.costs if each.budget in named]
    _take_back(connection, account, booked.at, back)
    _add(connection, account, booked.at, _new(connection, account, spent, now))


def give_back(
    connection: sqlite3.Connection, account: Account, booked: Booked, *, reached: bool
) -> None:
    """Take back what was booked for a request that brought nothing.

    One that has reached the site keeps its cost where the site counts refusals as well.
    """
    kept = reached and {name for name, each in account.budgets.items() if each.refusals}
    back = [each for each in booked.costs if not kept or each.budget not in kept]
    _take_back(connection, account, booked.at, back)


def standings(connection: sqlite3.Connection, account: Account, now: datetime) -> list[Spending]:
    """What is used and left of each budget in its current period."""
    return [_standing(connection, account, each, now) for each in account.budgets.values()]


def period(budget: Budget, now: datetime) -> tuple[datetime, datetime]:
    """From when to when what is booked counts; days, weeks and months as its zone sees them."""
    if budget.rolling:
        return now - WINDOWS[budget.per], now
    zone = ZoneInfo(budget.zone)
    first = now.astimezone(zone).date()
    after = first + timedelta(days=1)
    if budget.per == "week":
        first -= timedelta(days=first.weekday())
        after = first + timedelta(days=7)
    if budget.per == "month":
        first = first.replace(day=1)
        after = (first + timedelta(days=31)).replace(day=1)
    return _midnight(first, zone), _midnight(after, zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _bounds(budget: Budget, now: datetime) -> tuple[int, int]:
    """The first and the last second whose bookings count.

    What lies ahead was written by a clock that was wrong. A quarter of an hour leaves a window
    with its last second.
    """
    start, end = (int(each.timestamp()) for each in period(budget, now))
    return (start - BIN_SECONDS + 1, end) if budget.rolling else (start, end - 1)


def _standing(
    connection: sqlite3.Connection,
    account: Account,
    budget: Budget,
    now: datetime,
    wanted: float = 0.0,
) -> Spending:
    rows = _rows(connection, account, budget, now)
    return Spending(
        source=account.source,
        account=account.brand,
        budget=budget.name,
        used=round(sum(amount for _, amount in rows), 9),
        limit=budget.limit,
        unit=budget.unit,
        wanted=wanted,
        renews_at=_frees_at(rows, budget, wanted) if budget.rolling else period(budget, now)[1],
    )


def _rows(
    connection: sqlite3.Connection, account: Account, budget: Budget, now: datetime
) -> list[tuple[int, float]]:
    """When how much of it was used in its current period, the oldest first."""
    what = "min(at), 1.0" if budget.things else "at, amount"
    grouped = "GROUP BY thing" if budget.things else ""
    rows = connection.execute(
        f"SELECT {what} FROM spending WHERE {_WHERE} AND at BETWEEN ? AND ? {grouped} ORDER BY 1",
        (account.source, account.brand, budget.name, *_bounds(budget, now)),
    )
    return [(at, amount) for at, amount in rows]


def _frees_at(rows: Sequence[tuple[int, float]], budget: Budget, wanted: float) -> datetime | None:
    """When so much is left of a rolling budget, or, where nothing is wanted, more than now."""
    used = sum(amount for _, amount in rows)
    for at, amount in rows:
        used -= amount
        if used + wanted <= budget.limit + A_HAIR:
            return datetime.fromtimestamp(at + BIN_SECONDS, UTC) + WINDOWS[budget.per]
    return None


def _new(
    connection: sqlite3.Connection, account: Account, costs: Sequence[Cost], now: datetime
) -> list[Cost]:
    """What has to be paid: of different things, each that was not asked for in its period."""
    new: dict[Cost, None] = {}
    amounts = []
    for each in costs:
        budget = account.budgets[each.budget]
        if not budget.things:
            amounts.append(Cost(each.budget, max(0.0, each.amount)))
        elif not _is_there(connection, account, budget, each.thing, now):
            new[Cost(each.budget, 1.0, each.thing)] = None
    return [*amounts, *new]


def _is_there(
    connection: sqlite3.Connection, account: Account, budget: Budget, thing: str, now: datetime
) -> bool:
    found = connection.execute(
        f"SELECT 1 FROM spending WHERE {_WHERE} AND thing = ? AND at BETWEEN ? AND ?",
        (account.source, account.brand, budget.name, thing, *_bounds(budget, now)),
    )
    return found.fetchone() is not None


def _sums(costs: Sequence[Cost]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for each in costs:
        sums[each.budget] = sums.get(each.budget, 0.0) + each.amount
    return sums


def _add(connection: sqlite3.Connection, account: Account, at: int, costs: Sequence[Cost]) -> None:
    connection.executemany(
        "INSERT INTO spending (source, account, budget, at, thing, amount)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (source, account, budget, at, thing)"
        " DO UPDATE SET amount = amount + excluded.amount",
        [(account.source, account.brand, c.budget, at, c.thing, c.amount) for c in costs],
    )


def _take_back(
    connection: sqlite3.Connection, account: Account, at: int, costs: Sequence[Cost]
) -> None:
    for each in costs:
        key = (account.source, account.brand, each.budget, at, each.thing)
        found = f"{_WHERE} AND at = ? AND thing = ?"
        connection.execute(
            f"UPDATE spending SET amount = amount - ? WHERE {found}", (each.amount, *key)
        )
        connection.execute(f"DELETE FROM spending WHERE {found} AND amount < ?", (*key, A_HAIR))
