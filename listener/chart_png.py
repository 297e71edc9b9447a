"""A chart as a PNG for mails: on white, so that it can be read at night as well."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from listener.chart import DASH, PALETTE, Chart, Line, Point, Polygon, Rectangle, Shape, Words
from listener.text import one_line

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

_FINER = 3
"""Areas and lines are drawn so many times finer than they are shown, so that edges are smooth."""

_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def png(chart: Chart, scale: int = 2) -> bytes:
    """The picture, at `scale` dots a pixel; the same chart gives the same bytes."""
    from PIL import Image, ImageDraw

    finer = scale * _FINER
    white = PALETTE["paper"].light
    size = round(chart.width * scale), round(chart.height * scale)
    picture = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), white)
    draw = ImageDraw.Draw(picture)
    for shape in chart.shapes:
        _draw(draw, shape, finer)
    picture = picture.reduce(_FINER)
    draw = ImageDraw.Draw(picture)
    for shape in chart.shapes:
        if isinstance(shape, Words):
            _write(draw, shape, scale)
    few = picture.quantize(palette=_inks(chart), dither=Image.Dither.NONE)
    out = BytesIO()
    few.save(out, "PNG", optimize=True, dpi=(96 * scale, 96 * scale))
    return out.getvalue()


def _inks(chart: Chart) -> Image.Image:
    """The colours of the chart, and no mixtures: edges are smooth by what else there is.

    Four bits a dot, which Pillow takes for sixteen colours or less, pack worse than eight.
    """
    from PIL import Image

    used = ["paper", *sorted({shape.color for shape in chart.shapes} - {"paper"})]
    inks = [*used, *("paper",) * (17 - len(used))]
    palette = Image.new("P", (1, 1))
    palette.putpalette(b"".join(bytes.fromhex(PALETTE[each].light[1:]) for each in inks))
    return palette


def _draw(draw: ImageDraw.ImageDraw, shape: Shape, scale: int) -> None:
    if isinstance(shape, Rectangle):
        left, top = round(shape.x * scale), round(shape.y * scale)
        right = max(left + 1, round((shape.x + shape.width) * scale))
        bottom = max(top + 1, round((shape.y + shape.height) * scale))
        draw.rectangle((left, top, right - 1, bottom - 1), fill=PALETTE[shape.color].light)
    elif isinstance(shape, Polygon):
        draw.polygon(_scaled(shape.points, scale), fill=PALETTE[shape.color].light)
    elif isinstance(shape, Line):
        ink, width = PALETTE[shape.color].light, max(1, round(shape.width * scale))
        for points in _dashes(shape.points) if shape.dashed else (shape.points,):
            draw.line(_scaled(points, scale), fill=ink, width=width, joint="curve")


def _write(draw: ImageDraw.ImageDraw, words: Words, scale: int) -> None:
    """Texts are written last and as fine as they are shown: fonts know how to be smooth."""
    draw.text(
        (round(words.x * scale), round(words.y * scale)),
        one_line(words.text, 400),
        font=_font(round(words.size * scale), bold=words.bold),
        fill=PALETTE[words.color].light,
        anchor=_ANCHORS[words.anchor],
    )


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    """Inter comes with us: Pillow's own font has no accents, and of a machine's none is sure."""
    from PIL import ImageFont

    name = "Inter-SemiBold.ttf" if bold else "Inter-Regular.ttf"
    data = files("listener").joinpath("fonts", name).read_bytes()
    # How the finer layout engine places letters depends on libraries that not all machines have.
    return ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


def _scaled(points: tuple[Point, ...], scale: int) -> list[tuple[float, float]]:
    return [(x * scale, y * scale) for x, y in points]


def _dashes(points: tuple[Point, ...]) -> Iterator[tuple[Point, ...]]:
    """The parts of a dashed line that are drawn."""
    turn, left = 0, float(DASH[0])
    dash = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        length, at = hypot(x1 - x0, y1 - y0), 0.0
        while length - at > left:
            at += left
            here = (x0 + (x1 - x0) * at / length, y0 + (y1 - y0) * at / length)
            if turn == 0:
                yield (*dash, here)
            turn, dash = 1 - turn, [here]
            left = float(DASH[turn])
        left -= length - at
        dash.append((x1, y1))
    if turn == 0 and len(dash) > 1:
        yield tuple(dash)
