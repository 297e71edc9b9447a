"""What the volume of each brand allows to be seen, for `listener doctor`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import ceil

from listener.cli.incidents_shown import place
from listener.config import Config, Detection
from listener.detection.power import DAYS_A_MONTH, Sight, sight
from listener.i18n import Translator
from listener.i18n.formats import number, percent, span
from listener.spikes import BIN, WHOLE_BRAND, Bin, Series
from listener.store import Store
from listener.text import one_line

LATELY = timedelta(days=28)
"""By how many days the volume is told."""

MANY = 10
"""From more brands than this, only the whole of each is told."""


def power_lines(config: Config, store: Store, t: Translator, now: datetime) -> Iterator[str]:
    """What can be seen in a day and what cannot, brand by brand, of the whole and each source."""
    brands = [brand for brand in config.brands if not brand.paused]
    for brand in brands:
        series = [each for each in store.series(brand.id, now - LATELY, now) if each.bins]
        settings = brand.detection or config.settings.detection
        for source, bins in _told(series, whole_only=len(brands) > MANY):
            where = f"{one_line(brand.name, 60)} · {place(source, t)}"
            found = _sight(bins, _budget(settings, series), settings, now)
            if found is not None:
                yield f"{where}: {' '.join(sentences(found, t))}"


def _told(series: Sequence[Series], *, whole_only: bool) -> Iterator[tuple[str, Sequence[Bin]]]:
    """The whole where it has more than one source, and each source by itself."""
    if len(series) > 1:
        yield WHOLE_BRAND, [bin_ for each in series for bin_ in each.bins]
    if len(series) == 1 or not whole_only:
        yield from ((each.source, each.bins) for each in series)


def _budget(settings: Detection, series: Sequence[Series]) -> float:
    """False alarms a month of one series: the brand's, shared by its sources and the whole."""
    return settings.alarms_per_month / (len(series) + (len(series) > 1))


def _sight(bins: Sequence[Bin], budget: float, settings: Detection, now: datetime) -> Sight | None:
    items = sum(each.items for each in bins)
    if not items:
        return None
    days = (now - min(each.start for each in bins)) / timedelta(days=1)
    negatives = sum(each.negatives for each in bins)
    return sight(
        items / max(days, 1.0),
        negatives / items,
        budget,
        settings.min_negatives,
        settings.min_change / 100,
    )


def sentences(found: Sight, t: Translator) -> Iterator[str]:
    """How much there is, and what of it shows how soon."""
    yield _volume(found, t)
    days = max(timedelta(days=found.run_days), BIN)
    yield t("power.run", n=found.run, in_about=span(days, t))
    yield _in_a_day(found, t)
    yield _rise(found, t)
    if found.a_day < found.least_a_day:
        yield t("power.threefold", least=number(t.language, found.least_a_day))


def _volume(found: Sight, t: Translator) -> str:
    weekly = found.a_day < 1
    count = found.a_day * (7 if weekly else 1)
    shown = number(t.language, count, int(count < 2 and round(count, 1) != 1))
    key = "power.a_week" if weekly else "power.a_day"
    return t(key, n=shown, count=shown, share=percent(t.language, found.share))


def _in_a_day(found: Sight, t: Translator) -> str:
    """From which share on, or how many negatives; or that nothing is seen so soon."""
    share, times = found.share_in_a_day, found.times_in_a_day
    if times is None:
        key = "power.nothing_in_a_day" if share is None else "power.share_in_a_day"
    else:
        key = "power.count_in_a_day" if share is None else "power.both_in_a_day"
    negatives = max(1, ceil((times or 0) * found.share * found.a_day))
    return t(
        key,
        n=negatives,
        share=percent(t.language, share or 0),
        negatives=number(t.language, negatives),
    )


def _rise(found: Sight, t: Translator) -> str:
    usual, risen = (percent(t.language, part) for part in (found.share, found.share + 0.1))
    if found.rise_days > DAYS_A_MONTH:
        return t("power.rise_unseen", usual=usual, risen=risen)
    within = span(max(timedelta(days=found.rise_days), BIN), t)
    return t("power.rise", usual=usual, risen=risen, in_about=within)
