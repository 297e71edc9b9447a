"""What people say of incidents: seen, not now, this was why, worth it or not, to be expected.

listener incidents ack | snooze | close | useful | noise | expected, or a link in a mail
  ─► the incident, as its next evaluation finds it
listener mark ─► days that alarm nobody and teach nothing
both ─► what does not teach a series
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from msgspec.structs import replace

from listener.config import Config
from listener.detection import Change
from listener.errors import ConfigError
from listener.i18n import say
from listener.posting import post
from listener.spikes import WHOLE_BRAND, EventKind, Incident, Mark
from listener.store import Store
from listener.stories import children
from listener.text import one_line

DAY = timedelta(days=1)
LONGEST_WHY, LONGEST_NAME = 200, 80

TEACHES_AFTER = timedelta(days=7)
"""What lasts longer is on its way to be what is usual, and teaches from then on."""


def acknowledge(store: Store, number: int, now: datetime, by: str = "") -> Incident:
    """Say that somebody is at it; ConfigError where it is over."""
    with store.at_once():
        before = _open(store, number)
        if before.is_acknowledged:
            return before
        _take_back_reminders(store, number, now)
        after = replace(before, acknowledged_at=now, acknowledged_by=name_of(by))
        return _saved(store, before, after, None, now)


def snooze(store: Store, number: int, how_long: timedelta, now: datetime) -> Incident:
    """Say nothing of it for so long; ConfigError where it is over."""
    with store.at_once():
        before = _open(store, number)
        _take_back_reminders(store, number, now)
        after = replace(before, snoozed_until=now + how_long)
        return _saved(store, before, after, None, now)


def _take_back_reminders(store: Store, number: int, now: datetime) -> None:
    """Those that wait for the morning, say, and bring nothing else to mind."""
    told = store.told([number], now)
    waits = {each.delivery for each in told if each.waits and each.event == "reminder"}
    others = {each.delivery for each in told if each.incident != number}
    store.replace_deliveries(sorted(waits - others))


def close(
    config: Config, store: Store, number: int, cause: str, now: datetime, by: str = ""
) -> Incident:
    """Say that it is settled, and what it was: those who were told of it are told so.

    Open or over: it is not opened again but by what begins anew. With that of the whole brand go
    those of its sources. ConfigError where it was closed before.
    """
    with store.at_once():
        before = _known(store, number)
        if before.state == "closed":
            raise ConfigError(say("marks.is_closed", number=number))
        below = [each for each in children(store, before, now) if each.state == "open"]
        closed = [
            _saved(store, each, _closed(each, cause, now, by), "closed", now)
            for each in (before, *below)
        ]
        _post(config, store, closed, "closed", now)
        return closed[0]


def _closed(incident: Incident, cause: str, now: datetime, by: str) -> Incident:
    return replace(
        incident,
        state="closed",
        recovered_at=incident.recovered_at or now,
        updated_at=now,
        closed_at=now,
        closed_by=name_of(by),
        cause=cause,
        cooling_since=None,
    )


def judge(store: Store, number: int, useful: bool, now: datetime, by: str = "") -> Incident:
    """Say that its alarm was worth it, or was noise: open or over, the last word counts."""
    with store.at_once():
        before = _known(store, number)
        after = replace(before, useful=useful, judged_at=now, judged_by=name_of(by))
        return _saved(store, before, after, None, now)


def expect(
    config: Config, store: Store, number: int, why: str, zone: tzinfo, now: datetime
) -> Incident:
    """Say that it was to be expected, open or over: its days are marked, and teach nothing.

    What waits to be told of it is told no more.
    """
    with store.at_once():
        before = _known(store, number)
        store.mark(days_of(before, why, zone, now))
        after = _saved(store, before, replace(before, expected_because=why), "marked", now)
        _post(config, store, [after], "marked", now)
        return after


def _post(
    config: Config, store: Store, incidents: Sequence[Incident], event: EventKind, now: datetime
) -> None:
    brand = next((each for each in config.brands if each.id == incidents[0].brand), None)
    if brand is not None:
        news = [Change(incident=each, event=event) for each in incidents]
        post(config, store, brand, news, now)


def name_of(by: str) -> str:
    """Who says it, in one line; empty: nobody has said who."""
    return one_line(by, LONGEST_NAME)


def reason_of(why: str | None) -> str:
    """What was typed as a reason, in one line: sentences that hold it end by themselves."""
    return one_line(why or "", LONGEST_WHY).rstrip(" .")


def days_of(incident: Incident, why: str, zone: tzinfo, now: datetime) -> Mark:
    """The mark of the days of an incident, as they are where the brand is."""
    last = (incident.recovered_at or now).astimezone(zone)
    return Mark(
        brand=incident.brand,
        source="" if incident.source == WHOLE_BRAND else incident.source,
        since=midnight(incident.began_at, zone),
        until=midnight(last + DAY, zone),
        why=why,
        marked_at=now,
    )


def unteaching(marks: Sequence[Mark], incidents: Sequence[Incident]) -> list[Mark]:
    """What does not teach: days that were marked, and incidents that somebody was at."""
    return [*marks, *(_stretch(each) for each in incidents if each.attended)]


def of_series(marks: Sequence[Mark], source: str) -> tuple[Mark, ...]:
    """Those that a series is not to learn from: the sum of all sources from none of theirs."""
    return tuple(each for each in marks if source == WHOLE_BRAND or each.source in ("", source))


def _stretch(incident: Incident) -> Mark:
    until = incident.began_at + TEACHES_AFTER
    return Mark(
        brand=incident.brand,
        source="" if incident.source == WHOLE_BRAND else incident.source,
        since=incident.began_at,
        until=min(incident.recovered_at or until, until),
        why="",
        marked_at=incident.updated_at,
    )


def midnight(at: datetime, zone: tzinfo) -> datetime:
    """When the day of that moment began there."""
    local = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return local.astimezone(UTC)


def withdraw(store: Store, number: int, now: datetime) -> Mark:
    """Take a mark back; ConfigError where there is none of that number in force."""
    taken = store.withdraw_mark(number, now)
    if taken is None:
        raise ConfigError(say("marks.no_such_mark", number=number))
    return taken


def _known(store: Store, number: int) -> Incident:
    return of_brand(store, number, None)


def no_such(number: int, last: Incident | None) -> ConfigError:
    """There is no incident of that number; which there are, if any."""
    if last is None:
        return ConfigError(say("explain.no_such_yet", number=number))
    return ConfigError(say("explain.no_such", n=last.id, number=number, last=last.id))


def of_brand(store: Store, number: int, brand: str | None) -> Incident:
    """The incident of that number; ConfigError where there is none, or it is another brand's."""
    found = store.incident(number)
    if found is None:
        raise no_such(number, store.last_incident(None))
    if brand not in (None, found.brand):
        raise ConfigError(say("explain.another_brands", number=number, brand=found.brand))
    return found


def _open(store: Store, number: int) -> Incident:
    found = _known(store, number)
    if found.state != "open":
        raise ConfigError(say("marks.is_over", number=number))
    return found


def _saved(
    store: Store, before: Incident, after: Incident, event: EventKind | None, now: datetime
) -> Incident:
    saved = store.save_incident(before, after, event, now)
    assert saved is not None, "nobody else writes within the transaction"
    return saved
