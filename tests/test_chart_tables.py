"""The charts of a digest: from plain numbers and words, on a page and in a mail."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from listener.chart import Chart, Rectangle, Words, svg, texts
from listener.chart_axes import scale, width_of
from listener.chart_png import png
from listener.chart_tables import WIDTH, Column, columns_chart, week_chart

DAYS = "lun mar mié jue vie sáb dom".split()
NAMES = {"negative": "negativas", "others": "las demás", "unseen": "sin datos"}


def columns(count: int = 7, *, seen: bool = True) -> Chart:
    """A column a day, each with more negatives than the one before."""
    made = [
        Column(negatives=n, others=20, label=f"{DAYS[n % 7]} {n}", seen=seen or n != 2)
        for n in range(count)
    ]
    return columns_chart("Menciones por día", "Siete días.", made, **NAMES)


def week(most: float = 14) -> Chart:
    """More in each hour of each day."""
    counts = [[most * hour / 23 for hour in range(24)] for _ in DAYS]
    hours = [f"{hour}:00" if hour % 6 == 0 else "" for hour in range(24)]
    return week_chart("Horas", "De noche.", counts, days=DAYS, hours=hours, least="0", most="14")


def of(chart: Chart, color: str) -> list[Rectangle]:
    return [s for s in chart.shapes if isinstance(s, Rectangle) and s.color == color]


def test_negatives_stand_below_the_others() -> None:
    """On one scale; a day without any has none; the legend names both."""
    found = columns()
    negatives, others = of(found, "bad")[:-1], of(found, "other")[:-1]
    assert (len(negatives), len(others)) == (6, 7)
    assert negatives[5].height == pytest.approx(6 * negatives[0].height)
    assert others[0].height == pytest.approx(20 * negatives[0].height)
    for low, high in zip(negatives, others[1:], strict=True):
        assert high.y + high.height == pytest.approx(low.y)
    assert {"negativas", "las demás"} <= set(texts(found))
    assert "sin datos" not in texts(found)


def test_a_day_that_nobody_saw_is_hatched() -> None:
    """And named, in a line of its own where the title leaves no room."""
    found = columns(seen=False)
    assert "sin datos" in texts(found)
    assert found.height > columns().height
    assert "Menciones por día" in texts(found)


def test_an_hour_is_the_darker_the_more_it_counts() -> None:
    """Nothing is grey; the rest has four shades, a quarter of the highest each."""
    found = week()
    shades = [len(of(found, name)) - 1 for name in ("blind", "heat1", "heat2", "heat3", "heat4")]
    assert shades == [7, 7 * 5, 7 * 6, 7 * 6, 7 * 6]
    assert len(of(week(most=0), "blind")) == 1 + 7 * 24


@pytest.mark.parametrize("make", [columns, lambda: columns(31, seen=False), week])
def test_words_are_large_enough_inside_and_do_not_meet(make: Callable[[], Chart]) -> None:
    """As for the chart of an alert; and the picture is small."""
    found = make()
    lines: dict[float, list[tuple[float, float]]] = {}
    for each in (s for s in found.shapes if isinstance(s, Words)):
        assert each.size * 340 / WIDTH >= 12
        wide = width_of(each.text)
        left = each.x - {"start": 0, "middle": wide / 2, "end": wide}[each.anchor]
        lines.setdefault(each.y, []).append((left, left + wide))
        assert left >= 0
        assert left + wide <= WIDTH
        assert each.y < found.height
    for spans in lines.values():
        assert all(end <= begin + 0.1 for (_, end), (begin, _) in pairwise(sorted(spans)))
    assert len(png(found)) < 12_000
    assert svg(found).count("<text") == len(list(texts(found)))


def test_labels_that_would_meet_are_left_out_evenly() -> None:
    """Every fifth day of a month, not some here and some there."""
    named = [text for text in texts(columns(31)) if text[:3] in DAYS]
    days = [int(text[4:]) for text in named]
    assert 4 <= len(days) <= 8
    assert len({later - day for day, later in pairwise(days)}) == 1


def test_an_axis_ends_at_a_round_number_if_one_is_near() -> None:
    """Ninety-four of a hundred; but not a hundred and fifty of three hundred."""
    assert scale(94) == ([0, 50, 100], 100)
    assert scale(150) == ([0, 100], 150)
    assert scale(1) == ([0, 1], 1)


def test_nothing_to_show_is_still_a_picture() -> None:
    """Without columns or counts."""
    for empty in (columns_chart("a", "b", [], **NAMES), columns(1)):
        assert png(empty).startswith(b"\x89PNG")
