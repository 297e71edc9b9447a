"""Watches as they are: what they usually bring, and whether their silence is a fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from listener.config import Config
from listener.model import STREAM, Gap
from listener.records import DayCount, WatchStatus
from listener.source import Streams, load_source, source_names
from listener.store import Store
from listener.yields import DAY, HISTORY, SHORTEST_HISTORY, silence_of

LOOKS_BACK = timedelta(days=180)
"""Of what has been silent for over four months nobody knows any more what was usual."""

_Lately = tuple[int, int, datetime]


def noticed(
    config: Config, store: Store, known: Sequence[WatchStatus], now: datetime
) -> list[WatchStatus]:
    """The same watches, in the same order, in the light of what they promise and usually bring.

    One whose silence cannot be chance counts as broken, as one whose answers cannot be read.
    """
    zones = {brand.id: ZoneInfo(brand.time_zone) for brand in config.brands}
    found: dict[str, WatchStatus] = {}
    for brand, each in groupby(sorted(known, key=lambda each: each.brand), lambda s: s.brand):
        lately, own = store.lately(brand, now), list(map(_as_promised, each))
        pools = _pools(own)
        quiet = [status for status in own if _is_quiet(status, pools[status.key], lately)]
        if quiet:
            # Weeks of days are read for those only of which it is not seen at once that they live.
            zone = now.astimezone(zones[brand]).utcoffset() if brand in zones else None
            keys = {key for status in quiet for key in pools[status.key]}
            since = _history(quiet, pools, lately, now)
            days = store.day_counts(brand, keys, since, now, zone or timedelta())
            judged = {s.key: _judged(s, _together(pools[s.key], days)) for s in quiet}
            own = [judged.get(status.key, status) for status in own]
        found |= {status.key: _with_yield(status, lately) for status in own}
    return [found[each.key] for each in known]


def silent(
    config: Config, store: Store, walked: Mapping[str, set[str]], now: datetime
) -> tuple[WatchStatus, ...]:
    """Which of the watches that were just walked, by brand, bring nothing any more."""
    return tuple(
        status
        for brand, keys in walked.items()
        for status in noticed(config, store, store.statuses(brand), now)
        if status.silence is not None and status.key in keys
    )


def _pools(known: Sequence[WatchStatus]) -> dict[str, list[str]]:
    """With which others each watch is heard: what one phrase finds is no news for another."""
    searching: dict[str, list[str]] = {}
    for status in known:
        if _searches(status):
            searching.setdefault(status.source, []).append(status.key)
    return {
        status.key: searching[status.source]
        if status.key in searching.get(status.source, ())
        else [status.key]
        for status in known
    }


def _is_quiet(status: WatchStatus, pool: Sequence[str], lately: Mapping[str, _Lately]) -> bool:
    """Whether it is well as far as we know, was so for long enough, and nothing came for a day."""
    if status.health != "ok" or not _can_be_silent(status):
        return False
    first, last = status.first_success_at, status.last_success_at
    if first is None or last is None or last - first < SHORTEST_HISTORY:
        return False
    return not any(key in lately and last - lately[key][2] < DAY for key in pool)


def _history(
    quiet: Sequence[WatchStatus],
    pools: Mapping[str, Sequence[str]],
    lately: Mapping[str, _Lately],
    now: datetime,
) -> datetime:
    """From when on days have to be known to judge these."""
    newest = [
        max((lately[key][2] for key in pools[status.key] if key in lately), default=None)
        for status in quiet
    ]
    known = [at for at in newest if at is not None]
    return min(known) - HISTORY - DAY if len(known) == len(newest) else now - LOOKS_BACK


def _can_be_silent(status: WatchStatus) -> bool:
    if status.source not in source_names():
        return False
    about = load_source(status.source).about
    return about.gives != "totals" and about.access != "own-file"


def _searches(status: WatchStatus) -> bool:
    """Whether it asks for what others ask for too; a listing is read by one watch alone."""
    if status.source not in source_names():
        return False
    about = load_source(status.source).about
    phrase = status.key.removeprefix(f"{status.brand}/{status.source}/").startswith('"')
    return phrase or about.watches == "query" or (about.watches == "both" and bool(about.dialect))


def _judged(status: WatchStatus, days: Sequence[DayCount]) -> WatchStatus:
    assert status.first_success_at is not None
    assert status.last_success_at is not None
    silence = silence_of(days, status.first_success_at, status.last_success_at)
    # What lies in a gap was not seen to be missing.
    if silence is None or any(_reaches(gap, silence.since) for gap in status.gaps):
        return status
    return replace(status, health="broken", silence=silence)


def _reaches(gap: Gap, since: datetime) -> bool:
    return gap.to_at is None or gap.to_at > since


def _together(pool: Sequence[str], days: Mapping[str, Sequence[DayCount]]) -> Sequence[DayCount]:
    """The days of several watches as if they were one."""
    if len(pool) == 1:
        return days.get(pool[0], ())
    found: dict[object, DayCount] = {}
    for day in (each for key in pool for each in days.get(key, ())):
        same = found.get(day.first.date())
        found[day.first.date()] = day if same is None else _joined(same, day)
    return sorted(found.values(), key=lambda day: day.first)


def _joined(one: DayCount, other: DayCount) -> DayCount:
    return DayCount(
        count=one.count + other.count,
        first=min(one.first, other.first),
        last=max(one.last, other.last),
    )


def _with_yield(status: WatchStatus, lately: Mapping[str, _Lately]) -> WatchStatus:
    """The watch with how many items came a day; of one that was never read nobody knows."""
    if status.last_success_at is None:
        return status
    week, month, _ = lately.get(status.key, (0, 0, None))
    return replace(status, a_day=(week / 7, month / 28))


def _as_promised(status: WatchStatus) -> WatchStatus:
    """The status in the light of what its source can show.

    When it will show no more what is not collected yet; and where it gives totals alone, none of
    what it counts can be held.
    """
    if status.source not in source_names():
        return status
    source, last = load_source(status.source), status.last_success_at
    window = source.about.window
    if isinstance(source, Streams) and status.key.endswith(f"/{STREAM}"):
        window = source.replays
    if source.about.gives == "totals":
        status = replace(status, held=None)
    return replace(status, loses_at=last + window if last and window else None)
