"""The chart of an incident: two days of what is stored, and what was usual before it began."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import zip_longest
from zoneinfo import ZoneInfo

import msgspec

from listener.chart import Chart
from listener.chart_hours import Hour, Hours, Tick, hours_chart
from listener.config import Brand
from listener.detection import (
    ENGINE,
    Known,
    SeenHour,
    UsualHour,
    blind_times,
    fits,
    known_before,
    seen_hours,
    usual_hours,
    whole_brand,
)
from listener.driving import stretch
from listener.i18n import Translator
from listener.i18n.formats import clock, moment, number, short_day, whole_hour
from listener.spikes import BIN, WHOLE_BRAND, Incident, Method, Series
from listener.store import Store

SHOWN_HOURS = 48
_SHOWN, _HOUR = timedelta(hours=SHOWN_HOURS), timedelta(hours=1)
_AFTER, _AT_MOST_AFTER = timedelta(hours=6), timedelta(hours=24)
_TICK_HOURS = 8


def chart_of(
    store: Store,
    brand: Brand,
    incident: Incident,
    now: datetime,
    t: Translator,
    zone: tzinfo | None = None,
) -> Chart | None:
    """Negatives of each hour, what is usual and what stands out; None where nothing was counted.

    The hours end where the data do, so that the last one is whole. Of what is over, they end a
    while after it. They are named in the `zone` of the reader, else in that of the brand.
    """
    start = _end(incident, now) - _SHOWN
    series = _series(store, brand.id, incident.source, start)
    if series is None:
        return None
    method = incident.told.method if incident.told else "count"
    seen = seen_hours(series, start, SHOWN_HOURS, method)
    if not any(each.negatives for each in seen):
        return None
    usual = _usual(store, incident, ZoneInfo(brand.time_zone), seen)
    zone = zone or ZoneInfo(brand.time_zone)
    unseen = tuple(blind_times(series, start, SHOWN_HOURS))
    title = t("chart.low_stars" if method == "stars" else "chart.negatives")
    return hours_chart(
        Hours(
            title=title,
            description=_description(incident, title, start, now, zone, t, bool(unseen)),
            hours=tuple(_hours(seen, usual, of_so_many=_by_share(incident))),
            ticks=tuple(_ticks(start, zone, t)),
            window=_window(incident, start),
            called=_called(incident, t),
            gaps=unseen,
            usual=t("chart.usual"),
            unseen=t("chart.unseen"),
        )
    )


def picture_of(
    store: Store,
    brand: Brand,
    incident: Incident,
    now: datetime,
    t: Translator,
    zone: tzinfo | None = None,
) -> tuple[bytes, str]:
    """The chart as a PNG, and what it shows in words; nothing of both where there is none."""
    from listener.chart_png import png

    chart = chart_of(store, brand, incident, now, t, zone)
    return (png(chart), chart.description) if chart else (b"", "")


def _end(incident: Incident, now: datetime) -> datetime:
    """Where the data end; where they are old, it is now. Of what is over, some hours after it."""
    if incident.state == "open":
        looked = incident.look.until if incident.look else incident.updated_at
        end = looked if now - looked <= 3 * BIN else now
    else:
        over = stretch(incident)[1]
        quiet = (incident.recovered_at or over) - over
        end = min(now, over + max(_AFTER, min(_AT_MOST_AFTER, quiet)))
    return end - timedelta(seconds=end.timestamp() % BIN.total_seconds())


def _series(store: Store, brand: str, source: str, start: datetime) -> Series | None:
    read = store.series(brand, start, start + _SHOWN)
    if source == WHOLE_BRAND:
        heard = [each for each in read if each.bins]
        # Where only one of them has anything to tell, that is the whole.
        return whole_brand(read, start) or next(iter(heard), None)
    return next((each for each in read if each.source == source), None)


def _usual(
    store: Store, incident: Incident, zone: tzinfo, seen: Sequence[SeenHour]
) -> list[UsualHour]:
    """By the hour of the week; where the share alone stands out, of as many as there were."""
    known = _known(store, incident)
    if known is None:
        return []
    look = incident.told
    method: Method = look.method if look else "count"
    of = [each.items for each in seen] if _by_share(incident) else None
    return usual_hours(known, seen[0].start, len(seen), zone, method, of)


def _known(store: Store, incident: Incident) -> Known | None:
    """What was known when it was opened: what stands out is not to say what is usual."""
    basis = store.basis(incident.id) if incident.id else None
    if basis is not None:
        try:
            if (known := known_before(basis)) is not None:
                return known
        except msgspec.DecodeError:
            pass  # another engine's
    kept = [
        each
        for each in store.detector_states(incident.brand)
        if each.source == incident.source and each.engine == ENGINE and fits(each.values)
    ]
    before = [each for each in kept if each.at <= stretch(incident)[0]]
    found = before[-1] if before else next(iter(kept), None)
    return Known(values=found.values) if found else None


def _hours(
    seen: Sequence[SeenHour], usual: Sequence[UsualHour], *, of_so_many: bool
) -> Iterator[Hour]:
    """Both together; of nobody knows how many, nothing is usual."""
    for each, of in zip_longest(seen, usual):
        if of is None or (of_so_many and each.negatives is None):
            yield Hour(start=each.start, count=each.negatives)
        else:
            band = {"expected": of.expected, "low": of.low, "high": of.high}
            yield Hour(start=each.start, count=each.negatives, **band)


def _window(incident: Incident, start: datetime) -> tuple[datetime, datetime] | None:
    begin, end = stretch(incident)
    return (begin, end) if end > start else None


def _ticks(start: datetime, zone: tzinfo, t: Translator) -> Iterator[Tick]:
    """Every eight hours of the clock; at midnight the day is named."""
    quarters = (start + BIN * place for place in range(4 * SHOWN_HOURS + 1))
    for at in quarters:
        local = at.astimezone(zone)
        if local.minute or local.hour % _TICK_HOURS:
            continue
        day = local.hour == 0
        yield Tick(at=at, text=(short_day if day else whole_hour)(t.language, at, zone), day=day)


def _called(incident: Incident, t: Translator) -> str:
    """`41 in 2 h · usual 6`, or `42 of 58 · usual 26` where the share alone stands out."""
    observed, expected = _figures(incident)
    usual = number(t.language, expected) if round(expected) else t("chart.under_one")
    begin, end = stretch(incident)
    return t(
        "chart.called_of" if _by_share(incident) else "chart.called",
        observed=number(t.language, observed),
        items=number(t.language, (incident.told or incident).items),
        window=_length(end - begin, t),
        usual=usual,
    )


def _by_share(incident: Incident) -> bool:
    look = incident.told
    return look is not None and look.kind == "share" and look.method != "count"


def _figures(incident: Incident) -> tuple[int, float]:
    """The negatives of its stretch, and how many are usual: of so many, or in that time."""
    look = incident.told
    if look is None:
        return incident.observed, incident.expected
    by_clock = look.items_expected * look.usual_share
    return look.observed, look.expected if _by_share(incident) else by_clock


def _length(time: timedelta, t: Translator) -> str:
    minutes = round(time.total_seconds() / 60)
    if minutes >= SHOWN_HOURS * 60:
        days = round(minutes / 60 / 24)
        return t("chart.days", n=days, days=number(t.language, days))
    hours, rest = divmod(minutes, 60)
    name = "minutes" if not hours else "hours_minutes" if rest else "hours"
    return t(f"chart.{name}", hours=hours, minutes=rest)


def _description(
    incident: Incident,
    title: str,
    start: datetime,
    now: datetime,
    zone: tzinfo,
    t: Translator,
    blind: bool,
) -> str:
    """What the picture shows, in words: for whoever does not see it."""
    observed, expected = _figures(incident)
    begin, end = stretch(incident)
    one_day = begin.astimezone(zone).date() == end.astimezone(zone).date()
    count = round(expected)
    usual = t("chart.usual_count", n=count, count=number(t.language, count))
    latest = now - start <= _SHOWN + _HOUR
    sentences = [
        t(
            "chart.latest" if latest else "chart.until",
            title=title,
            hours=SHOWN_HOURS,
            end=_when(start + _SHOWN, zone, t),
        ),
        t(
            "chart.counted_of" if _by_share(incident) else "chart.counted",
            n=observed,
            start=_when(begin, zone, t, day=not one_day),
            end=_when(end, zone, t, day=not one_day),
            observed=number(t.language, observed),
            items=number(t.language, (incident.told or incident).items),
            usual=usual if count else t("chart.usual_under_one"),
        ),
        *([t("chart.blind")] if blind else []),
    ]
    return " ".join(sentences)


def _when(at: datetime, zone: tzinfo, t: Translator, *, day: bool = True) -> str:
    return (moment if day else clock)(t.language, at, zone)
