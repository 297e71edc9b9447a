"""The chart of an alert: negatives of each hour, what is usual, and what stands out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from msgspec import Struct

from listener.chart import Chart, Line, Point, Polygon, Rectangle, Shape, Words
from listener.chart_axes import fitted, hatched, scale, width_of

WIDTH, HEIGHT = 560.0, 240.0

_TITLE, _CALL, _FEET = 22.0, 50.0, 232.0
_WINDOW, _BARS, _BOTTOM = 60.0, 64.0, 204.0
"""The plot; bars end below what is called out."""

_RIGHT = WIDTH - 10
_SWATCH, _GAP, _APART = 18.0, 6.0, 18.0


class Hour(Struct, frozen=True, kw_only=True):
    """What was counted in an hour, None where nothing could be seen; and what is usual in it."""

    start: datetime
    count: int | None
    expected: float | None = None
    low: float = 0.0
    high: float = 0.0


class Tick(Struct, frozen=True, kw_only=True):
    """A moment named below the chart; `day` where another one begins."""

    at: datetime
    text: str
    day: bool = False


class Hours(Struct, frozen=True, kw_only=True):
    """Hours one after the other, in the reader's words and zone.

    `window` is what stands out, and `called` what is said of it. In `gaps` nothing could be seen.
    """

    title: str
    description: str
    hours: tuple[Hour, ...]
    ticks: tuple[Tick, ...] = ()
    window: tuple[datetime, datetime] | None = None
    called: str = ""
    gaps: tuple[tuple[datetime, datetime], ...] = ()
    usual: str
    unseen: str


def hours_chart(hours: Hours) -> Chart:
    """All of it, laid out."""
    plot = _Plot(hours)
    shapes = (
        *plot.window(),
        *plot.blind(),
        *plot.steps(),
        *plot.band(),
        *plot.gaps(),
        *plot.bars(),
        *plot.expected(),
        *plot.axis(),
        *plot.called(),
        *plot.legend(),
    )
    return Chart(
        title=hours.title,
        description=hours.description,
        width=WIDTH,
        height=HEIGHT,
        shapes=shapes,
    )


class _Plot:
    """Where everything stands."""

    def __init__(self, hours: Hours) -> None:
        self._all, self._hours = hours, hours.hours
        self._start = self._hours[0].start
        self._length = self._hours[-1].start + timedelta(hours=1) - self._start
        counts = [each.count or 0 for each in self._hours]
        highest = max(1.0, *counts, *(each.high for each in self._hours))
        self._steps, self._highest = scale(highest)
        self._left = 16 + max(width_of(str(each)) for each in self._steps)
        self._width = (_RIGHT - self._left) / len(self._hours)

    def _x(self, at: datetime) -> float:
        part = (at - self._start) / self._length
        return self._left + (_RIGHT - self._left) * min(1.0, max(0.0, part))

    def _y(self, count: float) -> float:
        return _BOTTOM - (_BOTTOM - _BARS) * count / self._highest

    def window(self) -> Iterator[Shape]:
        if self._all.window is not None:
            start, end = map(self._x, self._all.window)
            width = max(3.0, end - start)
            start = min(start, _RIGHT - width)
            yield Rectangle(start, _WINDOW, width, _BOTTOM - _WINDOW, "window")
            yield Rectangle(start, _WINDOW - 3, width, 3, "bad")

    def steps(self) -> Iterator[Shape]:
        for step in self._steps:
            y = self._y(step)
            if step:
                yield Line(((self._left, y), (_RIGHT, y)), "grid")
            yield Words(self._left - 8, y + 7, str(step), "soft", anchor="end")

    def blind(self) -> Iterator[Shape]:
        for left, right in self._gaps():
            yield Rectangle(left, _BARS, right - left, _BOTTOM - _BARS, "blind")

    def gaps(self) -> Iterator[Shape]:
        """Over what is usual, which is known for these hours as well."""
        for left, right in self._gaps():
            yield from hatched(left, _BARS, right - left, _BOTTOM - _BARS)

    def _gaps(self) -> Iterator[tuple[float, float]]:
        for start, end in self._all.gaps:
            left, right = self._x(start), self._x(end)
            if right - left >= 1:
                yield left, right

    def band(self) -> Iterator[Shape]:
        for run in self._known():
            above = self._steps_at([(each, each.high) for each in run])
            below = self._steps_at([(each, each.low) for each in run])
            yield Polygon((*above, *reversed(below)), "band")
            yield Line(above, "edge", 1)

    def expected(self) -> Iterator[Shape]:
        for run in self._known():
            yield Line(self._steps_at([(each, each.expected or 0.0) for each in run]), "usual", 2)

    def _known(self) -> Iterator[list[Hour]]:
        """Hours of which it is known what is usual, those that follow each other together."""
        for known, run in groupby(self._hours, lambda each: each.expected is not None):
            if known:
                yield list(run)

    def _steps_at(self, levels: list[tuple[Hour, float]]) -> tuple[Point, ...]:
        """A line in steps as wide as an hour: what is said of one hour is not said of the next."""
        starts = ((self._x(hour.start), self._y(count)) for hour, count in levels)
        return tuple(point for x, y in starts for point in ((x, y), (x + self._width, y)))

    def bars(self) -> Iterator[Shape]:
        for each in self._hours:
            if each.count:
                y = self._y(each.count)
                color = "bad" if self._stands_out(each) else "calm"
                yield Rectangle(self._x(each.start) + 1, y, self._width - 2, _BOTTOM - y, color)

    def _stands_out(self, hour: Hour) -> bool:
        """Whether most of the hour belongs to what stands out."""
        if self._all.window is None:
            return False
        start, end = self._all.window
        return start <= hour.start + timedelta(minutes=30) < end

    def axis(self) -> Iterator[Shape]:
        yield Line(((self._left, _BOTTOM), (_RIGHT, _BOTTOM)), "axis", 1.5)
        taken = 0.0
        for tick in self._all.ticks:
            x, half = self._x(tick.at), width_of(tick.text) / 2
            yield Line(((x, _BOTTOM), (x, _BOTTOM + 6)), "axis", 1.5)
            if x - half > taken + 6 and x + half <= WIDTH:
                taken = x + half
                color = "text" if tick.day else "soft"
                yield Words(x, _FEET, tick.text, color, anchor="middle", bold=tick.day)

    def called(self) -> Iterator[Shape]:
        if self._all.called and self._all.window is not None:
            text = fitted(self._all.called, _RIGHT - self._left)
            width = width_of(text)
            start, end = map(self._x, self._all.window)
            if end - width >= self._left:
                yield Words(end, _CALL, text, "bad", anchor="end", bold=True)
            else:
                yield Words(min(start, _RIGHT - width), _CALL, text, "bad", bold=True)

    def legend(self) -> Iterator[Shape]:
        """From the right: what is hatched, what is usual; the title has the room that is left."""
        right = _RIGHT
        if self._all.gaps:
            right -= width_of(self._all.unseen) + _SWATCH + _GAP
            yield Rectangle(right, _TITLE - 15, _SWATCH, 15, "blind")
            yield from hatched(right, _TITLE - 15, _SWATCH, 15)
            yield Words(right + _SWATCH + _GAP, _TITLE, self._all.unseen, "soft")
            right -= _APART
        if any(each.expected is not None for each in self._hours):
            right -= width_of(self._all.usual) + _SWATCH + _GAP
            yield Rectangle(right, _TITLE - 15, _SWATCH, 15, "band")
            middle = _TITLE - 7.5
            yield Line(((right, middle), (right + _SWATCH, middle)), "usual", 2)
            yield Words(right + _SWATCH + _GAP, _TITLE, self._all.usual, "soft")
            right -= _APART
        yield Words(6, _TITLE, fitted(self._all.title, right - 6), bold=True)
