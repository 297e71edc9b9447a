"""Charts: the same shapes on a page and in a mail, to be read on a phone, by night, by all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace
from PIL import Image

from listener.chart import PALETTE, Chart, Line, Polygon, Rectangle, Words, svg, texts
from listener.chart_axes import fitted, hatched, whole_steps, width_of
from listener.chart_hours import HEIGHT, WIDTH, Hour, Hours, Tick, hours_chart
from listener.chart_png import png

END = datetime(2026, 3, 4, 3, 15, tzinfo=UTC)
START = END - timedelta(hours=48)
HOUR = timedelta(hours=1)
PHONE = 340 / WIDTH
HOSTILE = '</text><script>alert("á")</script>\u202e & \x00\x1b[2J'


def hours(**changes: object) -> Hours:
    """Two usual days with five hours unseen, then two bad ones."""
    plain = Hours(
        title="Negativas por hora",
        description="Hubo 41 entre las 1 y las 3; lo normal son 6.",
        hours=tuple(
            Hour(
                start=START + place * HOUR,
                count=None if 14 <= place < 19 else 20 if place >= 46 else place % 4,
                expected=2.5,
                low=1,
                high=6,
            )
            for place in range(48)
        ),
        ticks=(
            Tick(at=START.replace(hour=8, minute=0), text="08:00"),
            Tick(at=datetime(2026, 3, 3, tzinfo=UTC), text="mar 3", day=True),
        ),
        window=(END - 2 * HOUR, END),
        called="41 en 2 h · normal 6",
        gaps=((START + 14 * HOUR, START + 19 * HOUR),),
        usual="lo normal",
        unseen="sin datos",
    )
    return replace(plain, **changes)


def of(chart: Chart, kind: type, color: str) -> list:
    return [each for each in chart.shapes if isinstance(each, kind) and each.color == color]


def test_a_bar_an_hour_and_those_that_stand_out_are_darker() -> None:
    """Thirty-one hours had something negative, two of them stand out, as high as they are bad."""
    chart = hours_chart(hours())
    calm, bad = of(chart, Rectangle, "calm"), of(chart, Rectangle, "bad")
    marker, *bars = bad
    assert (len(calm), len(bars)) == (sum(1 for h in hours().hours[:46] if h.count), 2)
    assert marker.width == pytest.approx(2 * (bars[1].x - bars[0].x))
    assert bars[0].height == pytest.approx(20 * min(bar.height for bar in calm))
    assert max(bar.x + bar.width for bar in bars) <= WIDTH - 10


def test_what_is_usual_is_an_area_behind_the_bars_and_a_line_over_them() -> None:
    """From the lower end of what is usual to the upper one, in steps as wide as the bars."""
    chart = hours_chart(hours())
    (band,), (line,) = of(chart, Polygon, "band"), of(chart, Line, "usual")[:1]
    bar = of(chart, Rectangle, "calm")[0]
    assert chart.shapes.index(band) < chart.shapes.index(bar) < chart.shapes.index(line)
    assert len(band.points) == 4 * 48
    low, middle, high = (points[0][1] for points in (band.points[::-1], line.points, band.points))
    assert low > middle > high
    assert low - high == pytest.approx(5 * min(b.height for b in of(chart, Rectangle, "calm")))


def test_the_band_has_a_hole_where_nobody_knows_what_is_usual() -> None:
    """Hours of which it is not known are left out, not drawn as nought; without any, no legend."""
    some = tuple(
        replace(each, expected=None) if 10 <= place < 20 else each
        for place, each in enumerate(hours().hours)
    )
    assert len(of(hours_chart(hours(hours=some)), Polygon, "band")) == 2
    none = hours_chart(hours(hours=tuple(replace(each, expected=None) for each in some)))
    assert of(none, Polygon, "band") == []
    assert "lo normal" not in texts(none)


def test_where_nothing_could_be_seen_is_hatched_and_named() -> None:
    """Grey with strokes that stay inside; the legend says what it is, only if there is any."""
    chart = hours_chart(hours())
    area = of(chart, Rectangle, "blind")[0]
    strokes = [line for line in of(chart, Line, "hatch") if line.points[0][1] > 30]
    for line in strokes:
        for x, y in line.points:
            assert area.x - 0.01 <= x <= area.x + area.width + 0.01
            assert area.y - 0.01 <= y <= area.y + area.height + 0.01
    assert len(strokes) > 10
    assert "sin datos" in texts(chart)
    assert "sin datos" not in texts(hours_chart(hours(gaps=())))


def test_what_stands_out_is_called_by_its_figures_within_the_picture() -> None:
    """Wherever it is; nothing is called where nothing stands out."""
    for begin in (START - 5 * HOUR, START, START + 20 * HOUR, END - HOUR / 4):
        chart = hours_chart(hours(window=(begin, begin + 2 * HOUR)))
        (said,) = (each for each in of(chart, Words, "bad"))
        left = said.x - (width_of(said.text) if said.anchor == "end" else 0)
        assert left >= 0
        assert left + width_of(said.text) <= WIDTH
    assert of(hours_chart(hours(window=None)), Words, "bad") == []


def test_letters_are_twelve_dots_high_on_a_phone_and_do_not_meet() -> None:
    """At 340 of 560 dots; words of one line leave room to each other."""
    chart = hours_chart(hours(title="Reseñas de 1–2★ por hora " * 3))
    words = [each for each in chart.shapes if isinstance(each, Words)]
    assert min(each.size for each in words) * PHONE >= 12
    lines: dict[float, list[tuple[float, float]]] = {}
    for each in words:
        width = width_of(each.text)
        left = each.x - {"start": 0, "middle": width / 2, "end": width}[each.anchor]
        lines.setdefault(each.y, []).append((left, left + width))
        assert left >= 0
        assert left + width <= WIDTH + 0.1
        assert 0 < each.y < HEIGHT
    for spans in lines.values():
        spans.sort()
        assert all(end <= begin for (_, end), (begin, _) in pairwise(spans))


def test_ticks_that_would_meet_are_left_out() -> None:
    """A label every half hour is not to be read: the first of them stay."""
    many = tuple(Tick(at=START + HOUR / 2 * place, text="08:00") for place in range(96))
    assert 5 <= sum(text == "08:00" for text in texts(hours_chart(hours(ticks=many)))) <= 9


@pytest.mark.parametrize(
    ("highest", "steps"),
    [
        (1, [0, 1]),
        (2, [0, 1, 2]),
        (3, [0, 2]),
        (5, [0, 2, 4]),
        (9, [0, 5]),
        (18, [0, 10]),
        (41, [0, 20, 40]),
        (150, [0, 100]),
        (1234, [0, 500, 1000]),
    ],
)
def test_the_axis_has_two_or_three_whole_numbers(highest: float, steps: list[int]) -> None:
    """Round ones, the highest of them not beyond what is there."""
    assert whole_steps(highest) == steps


def test_a_text_is_cut_where_the_room_ends() -> None:
    """And says that it was; one that fits is left alone."""
    assert fitted("Córdoba", 500) == "Córdoba"
    cut = fitted("Santiago de Compostela, calle del Franco", 200)
    assert cut.endswith("…")
    assert width_of(cut) <= 200


def test_hatching_goes_on_from_one_area_to_the_next() -> None:
    """Two areas side by side have the strokes of the one that they make."""
    both = [*hatched(0, 0, 40, 20), *hatched(40, 0, 60, 20)]
    assert len(both) > 10
    assert {sum(line.points[0]) % 10 for line in both if isinstance(line, Line)} == {0.0}


def test_the_page_and_the_mail_show_the_same() -> None:
    """As many shapes in the SVG as there are, in order; every text of it."""
    chart = hours_chart(hours())
    names = {"Rectangle": "rect", "Polygon": "polygon", "Line": "polyline", "Words": "text"}
    drawn = [each for each in _drawn(svg(chart)) if each.tag in names.values()][1:]
    assert [each.tag for each in drawn] == [names[type(each).__name__] for each in chart.shapes]
    assert [each.text for each in drawn if each.tag == "text"] == list(texts(chart))


def _drawn(image: str) -> list[ET.Element]:
    root = ET.fromstring(image.replace(' xmlns="http://www.w3.org/2000/svg"', ""))
    return list(root)


def test_the_svg_says_what_it_shows_and_needs_nothing_else() -> None:
    """An image with a title and a description, for light and dark; no address, no font to load."""
    image = svg(hours_chart(hours()))
    title, description, *_ = _drawn(image)
    assert 'role="img"' in image
    assert (title.tag, title.text) == ("title", "Negativas por hora")
    assert (description.tag, description.text) == ("desc", hours().description)
    assert "prefers-color-scheme:dark" in image
    assert "url(" not in image
    assert "http" not in image.replace("http://www.w3.org/2000/svg", "")


def test_what_strangers_wrote_is_text_on_a_chart() -> None:
    """No markup, no marks that reorder, no control characters; and it can be painted."""
    chart = hours_chart(hours(title=HOSTILE, description=HOSTILE, called=HOSTILE))
    image = svg(chart)
    assert "<script" not in image
    assert not {"\u202e", "\x00", "\x1b"} & set(image)
    assert 'alert("á")' in (_drawn(image)[1].text or "")
    assert png(chart).startswith(b"\x89PNG")


def test_the_picture_is_small_on_white_and_always_the_same() -> None:
    """Twice as fine, below twelve kilobytes, without a transparent dot, byte for byte."""
    chart = hours_chart(hours())
    data = png(chart)
    assert len(data) < 12_000
    assert data == png(hours_chart(hours()))
    picture = Image.open(BytesIO(data))
    assert picture.size == (2 * WIDTH, 2 * HEIGHT)
    assert "transparency" not in picture.info
    assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    bar = of(chart, Rectangle, "bad")[1]
    dot = picture.convert("RGB").getpixel((round(2 * bar.x + 6), round(2 * bar.y + 40)))
    assert "#{:02x}{:02x}{:02x}".format(*dot) == PALETTE["bad"].light


def test_accents_marks_and_stars_are_in_the_font() -> None:
    """Each is painted as itself, not as the box for what a font lacks."""
    from listener.chart_png import _font

    for bold in (False, True):
        font = _font(40, bold=bold)
        box = bytes(font.getmask("\U000f0000"))
        assert [c for c in "áéíóúüñÁÑ¿¡·–—%★…<0123456789Łø" if bytes(font.getmask(c)) == box] == []


def test_a_dashed_line_has_gaps_on_the_picture_as_well() -> None:
    """White between the strokes."""
    line = Line(((0.0, 5.0), (100.0, 5.0)), "usual", 2, dashed=True)
    chart = Chart(title="", description="", width=100, height=10, shapes=(line,))
    row = Image.open(BytesIO(png(chart))).convert("L").crop((0, 10, 200, 11)).tobytes()
    changes = sum(abs(a - b) > 60 for a, b in pairwise(row))
    assert changes >= 18
    assert "stroke-dasharray" in svg(chart)


@pytest.mark.parametrize("night", [False, True])
def test_everybody_can_tell_the_colours_apart(night: bool) -> None:
    """Words by 4.5 to one, shapes by three, on white and at night (WCAG 2.2, 1.4.3 and 1.4.11)."""
    paper = PALETTE["paper"][night]
    for word in ("text", "soft", "bad"):
        assert contrast(PALETTE[word][night], paper) >= 4.5, word
    for shape in ("bad", "calm", "other", "edge", "usual", "axis", "hatch"):
        assert contrast(PALETTE[shape][night], paper) >= 3, shape
    assert contrast(PALETTE["bad"][night], PALETTE["window"][night]) >= 3
    assert contrast(PALETTE["usual"][night], PALETTE["band"][night]) >= 3


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
