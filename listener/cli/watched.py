"""What is listened to at each source, and how that goes, for `listener sources`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from typing import Any

from msgspec import Struct

from listener.cli import session
from listener.config import Config
from listener.digest.coverage import counted, quiet
from listener.errors import ConfigError, StoreError
from listener.i18n import Translator
from listener.i18n.formats import moment, number
from listener.records import Spending
from listener.text import masked, one_line, plain

MANY = 10
"""From more watches than this, of one source, only those in trouble are shown one by one."""

SHOWN = 5


class Watched(Struct, frozen=True, kw_only=True):
    """The watches of a configuration that has been crawled, and what their sources have used."""

    config: Config
    rows: tuple[Any, ...]
    spent: tuple[Spending, ...] = ()

    def of(self, source: str) -> list[Any]:
        """The watches of one source."""
        return [row for row in self.rows if row.status.source == source]


def watched(brand: str | None, now: datetime) -> Watched | None:
    """What is listened to, where there is a configuration and a crawl.

    What is wrong with either must not keep anybody from reading about the sources.
    """
    from listener.budgeting import spendings
    from listener.cli.status import rows_of

    with suppress(ConfigError, StoreError):
        config = session.settled()
        with session.stored(config) as store:
            rows = rows_of(config, store, brand, now)
            spent = spendings(config, store, now, brand)
        return Watched(config=config, rows=tuple(rows), spent=tuple(spent))
    return None


def lines_of(
    found: Watched, source: str, t: Translator, now: datetime, *, each: bool
) -> Iterator[tuple[str, str]]:
    """What is used of its budgets, and its watches: `each`, or all in one where they are many."""
    from listener.cli.spending_shown import spending_line

    for spent in found.spent:
        if spent.source == source:
            yield t("commands.budget"), spending_line(found.config, spent, t)
    rows = found.of(source)
    if not each and len(rows) > MANY:
        yield t("commands.watched"), _together(found, rows, t)
        rows = [row for row in rows if row.broken][:SHOWN]
    for row in rows:
        zone = session.zone_of(found.config, row.status.brand)
        yield f"{_name(row)}:", " ".join(filter(None, _sentences(row, t, zone, now)))


def _name(row: Any) -> str:
    return one_line(row.status.title or masked(row.status.key), 80)


def _together(found: Watched, rows: Sequence[Any], t: Translator) -> str:
    """Many watches in a few words."""
    zone = session.zone_of(found.config, None)
    read = [row.status.last_success_at for row in rows if row.status.last_success_at]
    newest = [row.status.newest_at for row in rows if row.status.newest_at]
    said = [t("commands.many", n=len(rows), fine=sum(row.status.health == "ok" for row in rows))]
    if read:
        said.append(t("commands.read_since", at=moment(t.language, min(read), zone)))
    if newest:
        said.append(t("commands.newest", at=moment(t.language, max(newest), zone)))
    said.append(_a_day([row.status.a_day for row in rows if row.status.a_day], t))
    if gaps := sum(len(row.status.gaps) for row in rows):
        said.append(t("commands.gaps", n=gaps))
    if left := sum(row.status.slices_left for row in rows):
        said.append(t("commands.slices_open", n=left, count=number(t.language, left)))
    said.append(t("commands.one_by_one", source=rows[0].status.source))
    return " ".join(filter(None, said))


def _sentences(row: Any, t: Translator, zone: tzinfo, now: datetime) -> Iterator[str]:
    known, language = row.status, t.language
    yield counted(known, t)
    if known.last_success_at is None:
        yield t("commands.never")
    else:
        yield t("commands.last_success", at=moment(language, known.last_success_at, zone))
    if known.newest_at:
        yield t("commands.newest", at=moment(language, known.newest_at, zone))
    yield _a_day([known.a_day] if known.a_day else [], t)
    if words := quiet(known, t, zone):
        yield words
    elif row.broken:
        yield t(f"commands.health_{known.health}", error=one_line(known.last_error, 300))
    if known.gaps:
        yield t("commands.gaps", n=len(known.gaps))
    if left := known.slices_left:
        yield t("commands.slices_open", n=left, count=number(language, left))
    if row.next_due_at and row.next_due_at > now:
        yield t("commands.next_due", at=moment(language, row.next_due_at, zone))
    else:
        yield t("commands.due_now")


def _a_day(figures: Sequence[tuple[float, float]], t: Translator) -> str:
    """How much comes a day, lately and in the last weeks."""
    if not figures:
        return ""
    week, month = (sum(each) for each in zip(*figures, strict=True))
    return t(
        "commands.a_day",
        week=number(t.language, week, 0 if week >= 10 else 1),
        month=number(t.language, month, 0 if month >= 10 else 1),
    )


def watch_rows(found: Watched | None, source: str) -> list[dict[str, object]]:
    """The watches of a source as keys and values."""
    from listener.digest.as_json import silence

    return [
        {
            "watch": plain(masked(row.status.key)),
            "brand": row.status.brand,
            "title": plain(row.status.title),
            "health": row.status.health,
            "silence": silence(row.status),
            "last_success_at": row.status.last_success_at,
            "newest_at": row.status.newest_at,
            "a_day_week": row.status.a_day and round(row.status.a_day[0], 3),
            "a_day_month": row.status.a_day and round(row.status.a_day[1], 3),
            "gaps": [
                {"from": g.from_at, "to": g.to_at, "reason": g.reason} for g in row.status.gaps
            ],
            "slices_left": row.status.slices_left,
            "next_due_at": row.next_due_at,
        }
        for row in (found.of(source) if found else ())
    ]


def budget_rows(found: Watched | None, source: str) -> list[dict[str, object]]:
    """What is used of a source's budgets."""
    from listener.cli.spending_shown import spending_row

    return [spending_row(each) for each in (found.spent if found else ()) if each.source == source]
