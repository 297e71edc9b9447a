"""A chart as simple shapes, laid out once: as a picture for mails (`chart_png`), as SVG for pages.

plain numbers and words ─► chart_hours, chart_tables ─► Chart ─► svg, png
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Literal, NamedTuple

from msgspec import Struct

from listener.text import one_line

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


class Ink(NamedTuple):
    """A colour on white, and on the dark of a page at night."""

    light: str
    dark: str


PALETTE = {
    "paper": Ink("#ffffff", "#1c1c1f"),
    "text": Ink("#2b2b30", "#e9e9ee"),
    "soft": Ink("#5c5c66", "#b4b4be"),
    "grid": Ink("#e3e3e8", "#37373d"),
    "axis": Ink("#808089", "#8f8f99"),
    "bad": Ink("#a3161a", "#ff8a80"),
    "calm": Ink("#bf6a66", "#c9726c"),
    "other": Ink("#7c8794", "#8a94a1"),
    "band": Ink("#d5e0ee", "#2b3d55"),
    "edge": Ink("#5d7fa6", "#7d9fc9"),
    "usual": Ink("#234f86", "#a9c8f0"),
    "window": Ink("#fff3d6", "#3a3220"),
    "blind": Ink("#f0f0f2", "#29292d"),
    "hatch": Ink("#85858e", "#7f7f88"),
    "heat1": Ink("#f3dcda", "#3d2a2a"),
    "heat2": Ink("#e3aaa6", "#6e3a38"),
    "heat3": Ink("#cc6f6a", "#a8504b"),
    "heat4": Ink("#a3161a", "#ff8a80"),
}
"""Red against blue, never against green: who cannot tell those apart reads all of it."""


class Rectangle(Struct, frozen=True, tag=True):
    """An area from its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    color: str


class Polygon(Struct, frozen=True, tag=True):
    """An area between these corners."""

    points: tuple[Point, ...]
    color: str


class Line(Struct, frozen=True, tag=True):
    """A line through these points."""

    points: tuple[Point, ...]
    color: str
    width: float = 1.0
    dashed: bool = False


class Words(Struct, frozen=True, tag=True):
    """A text whose feet stand at `y`; it begins, is centred or ends at `x`."""

    x: float
    y: float
    text: str
    color: str = "text"
    size: float = 20.0
    anchor: Anchor = "start"
    bold: bool = False


Shape = Rectangle | Polygon | Line | Words


class Chart(Struct, frozen=True, kw_only=True):
    """What is to be drawn, lowest first, and what it shows in a sentence.

    All texts are in the reader's language already; a stranger's are made safe where they are drawn.
    """

    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]


def svg(chart: Chart) -> str:
    """The chart as one SVG that needs nothing else, for light and dark, with its text to be read.

    Colours stand at each shape as well, for readers of SVG that know no style sheets.
    """
    size = f'width="{_number(chart.width)}" height="{_number(chart.height)}"'
    box = f'viewBox="0 0 {_number(chart.width)} {_number(chart.height)}"'
    place = f"{box} {size}{_LOOK}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" {place}>',
            f"<title>{shown(chart.title)}</title><desc>{shown(chart.description)}</desc>",
            f"<style>@media(prefers-color-scheme:dark){{{_dark()}}}</style>",
            _svg(Rectangle(0, 0, chart.width, chart.height, "paper")),
            *(_svg(shape) for shape in chart.shapes),
            "</svg>\n",
        ]
    )


_LOOK = (
    ' style="max-width:100%;height:auto"'
    " font-family=\"Inter,system-ui,-apple-system,'Segoe UI',Roboto,sans-serif\""
)


def shown(text: str) -> str:
    """A text as it stands in SVG."""
    return escape(one_line(text, 400))


def _dark() -> str:
    return "".join(
        f".chart .f-{name}{{fill:{ink.dark}}}.chart .s-{name}{{stroke:{ink.dark}}}"
        for name, ink in PALETTE.items()
    )


def _svg(shape: Shape) -> str:
    if isinstance(shape, Rectangle):
        corner = f'x="{_number(shape.x)}" y="{_number(shape.y)}"'
        size = f'width="{_number(shape.width)}" height="{_number(shape.height)}"'
        return f"<rect {corner} {size} {_fill(shape.color)}/>"
    if isinstance(shape, Polygon):
        return f'<polygon points="{_points(shape.points)}" {_fill(shape.color)}/>'
    if isinstance(shape, Line):
        dashes = f' stroke-dasharray="{DASH[0]} {DASH[1]}"' if shape.dashed else ""
        return (
            f'<polyline points="{_points(shape.points)}" fill="none" class="s-{shape.color}"'
            f' stroke="{PALETTE[shape.color].light}" stroke-width="{_number(shape.width)}"'
            f"{dashes}/>"
        )
    weight = ' font-weight="600"' if shape.bold else ""
    return (
        f'<text x="{_number(shape.x)}" y="{_number(shape.y)}" font-size="{_number(shape.size)}"'
        f' text-anchor="{shape.anchor}"{weight} {_fill(shape.color)}>{shown(shape.text)}</text>'
    )


DASH = (6, 4)


def _fill(color: str) -> str:
    return f'class="f-{color}" fill="{PALETTE[color].light}"'


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def texts(chart: Chart) -> Iterator[str]:
    """All that is written on it."""
    return (shape.text for shape in chart.shapes if isinstance(shape, Words))
