"""Charts of a digest: columns over time, a week hour by hour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from listener.chart import Chart, Line, Rectangle, Shape, Words
from listener.chart_axes import every_few, fitted, hatched, scale, width_of

WIDTH = 560.0
_TITLE, _RIGHT = 22.0, WIDTH - 10
_SWATCH, _GAP, _APART = 18.0, 6.0, 18.0
_TOP, _PLOT, _LINE = 40.0, 130.0, 28.0
_CELL = 24.0
_LEVELS = ("heat1", "heat2", "heat3", "heat4")


class Column(Struct, frozen=True, kw_only=True):
    """Negatives of a day or an hour, and the others; `label` names it. Not `seen`: who knows."""

    negatives: int
    others: int
    label: str = ""
    seen: bool = True


def columns_chart(
    title: str,
    description: str,
    columns: Sequence[Column],
    *,
    negative: str,
    others: str,
    unseen: str = "",
) -> Chart:
    """Negatives below, the others on top of them, one column a day or an hour."""
    blind = [("hatch", unseen)] if unseen and not all(each.seen for each in columns) else []
    legend = _Legend(title, [("bad", negative), ("other", others), *blind])
    top = _TOP + legend.more
    bottom = top + _PLOT
    steps, highest = scale(max([1, *(each.negatives + each.others for each in columns)]))
    left = 16 + max(width_of(str(step)) for step in steps)
    wide = (_RIGHT - left) / max(1, len(columns))
    shapes: list[Shape] = list(_steps(steps, left, bottom, highest))
    for place, column in enumerate(columns):
        shapes += _column(column, left + place * wide, wide, bottom, highest)
    shapes.append(Line(((left, bottom), (_RIGHT, bottom)), "axis", 1.5))
    labels = [(left + (place + 0.5) * wide, each.label) for place, each in enumerate(columns)]
    shapes += every_few(labels, bottom + 26, WIDTH)
    shapes += legend.shapes()
    return _chart(title, description, bottom + 34, shapes)


def _column(
    column: Column, x: float, width: float, bottom: float, highest: float
) -> Iterator[Shape]:
    if not column.seen:
        yield Rectangle(x, bottom - _PLOT, width, _PLOT, "blind")
        yield from hatched(x, bottom - _PLOT, width, _PLOT)
    space = min(4.0, width / 5)
    y = bottom
    for count, color in ((column.negatives, "bad"), (column.others, "other")):
        if count:
            height = _PLOT * count / highest
            y -= height
            yield Rectangle(x + space / 2, y, width - space, height, color)


def _steps(steps: Sequence[int], left: float, bottom: float, highest: float) -> Iterator[Shape]:
    for step in steps:
        y = bottom - _PLOT * step / highest
        if step:
            yield Line(((left, y), (_RIGHT, y)), "grid")
        yield Words(left - 8, y + 7, str(step), "soft", anchor="end")


def week_chart(
    title: str,
    description: str,
    counts: Sequence[Sequence[float]],
    *,
    days: Sequence[str],
    hours: Sequence[str],
    least: str,
    most: str,
) -> Chart:
    """Seven days of 24 hours, the darker the more; `hours` are the names of all 24, some blank.

    `least` and `most` say how many the lightest and the darkest colour stand for.
    """
    highest = max([1.0, *(count for day in counts for count in day)])
    left = 16 + max(width_of(day) for day in days)
    width = (_RIGHT - left) / 24
    shapes: list[Shape] = []
    for row, (day, name) in enumerate(zip(counts, days, strict=True)):
        y = _TOP + row * _CELL
        shapes.append(Words(left - 8, y + 19, name, anchor="end"))
        for hour, count in enumerate(day):
            color = _heat(count, highest)
            shapes.append(Rectangle(left + hour * width, y, width - 1.5, _CELL - 1.5, color))
    bottom = _TOP + len(counts) * _CELL
    labels = [(left + place * width, name) for place, name in enumerate(hours)]
    shapes += every_few(labels, bottom + 22, WIDTH)
    shapes += _scale(title, least, most)
    return _chart(title, description, bottom + 30, shapes)


def _heat(count: float, highest: float) -> str:
    """Nothing is grey; else one of four shades, each for a quarter of the highest."""
    if count <= 0:
        return "blind"
    return _LEVELS[min(len(_LEVELS) - 1, int(len(_LEVELS) * count / highest))]


def _scale(title: str, least: str, most: str) -> Iterator[Shape]:
    right = _RIGHT - width_of(most)
    yield Words(right, _TITLE, most, "soft")
    right -= _GAP - 2
    for color in reversed(("blind", *_LEVELS)):
        right -= _SWATCH + 2
        yield Rectangle(right, _TITLE - 15, _SWATCH, 15, color)
    right -= _GAP + width_of(least)
    yield Words(right, _TITLE, least, "soft")
    yield Words(6, _TITLE, fitted(title, right - _APART - 6), bold=True)


class _Legend:
    """A title and what colours stand for: beside it, or in a line of their own below."""

    def __init__(self, title: str, entries: Sequence[tuple[str, str]]) -> None:
        self._title, self._entries = title, entries
        wide = sum(_SWATCH + _GAP + width_of(name) + _APART for _, name in entries)
        self._below = width_of(title) + 6 + wide > _RIGHT
        self.more = _LINE if self._below else 0.0
        self._left = 6.0 if self._below else _RIGHT - wide + _APART

    def shapes(self) -> Iterator[Shape]:
        yield Words(6, _TITLE, fitted(self._title, _RIGHT - 6), bold=True)
        x, y = self._left, _TITLE + self.more
        for color, name in self._entries:
            yield Rectangle(x, y - 15, _SWATCH, 15, "blind" if color == "hatch" else color)
            if color == "hatch":
                yield from hatched(x, y - 15, _SWATCH, 15)
            yield Words(x + _SWATCH + _GAP, y, name, "soft")
            x += _SWATCH + _GAP + width_of(name) + _APART


def _chart(title: str, description: str, height: float, shapes: Sequence[Shape]) -> Chart:
    return Chart(
        title=title, description=description, width=WIDTH, height=height, shapes=tuple(shapes)
    )
