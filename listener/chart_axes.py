"""What charts have in common: whole numbers on an axis, room for texts, what could not be seen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, takewhile

from listener.chart import Line, Point, Shape
from listener.text import one_line

TEXT = 20.0
"""At the width of a phone, 340 of 560, these are twelve dots still."""

_NARROW, _WIDE = frozenset("iljtfrI.,:;·'|!()[] \u00a0"), frozenset("mwMWOQGD%★@—…")
_HATCH_APART = 10.0


def width_of(text: str, size: float = TEXT) -> float:
    """About how wide a text is, whatever the font, rather more than less."""
    each = (0.33 if c in _NARROW else 0.9 if c in _WIDE else 0.6 for c in text)
    return size * sum(each)


def fitted(text: str, room: float, size: float = TEXT) -> str:
    """As much of a text as there is room for."""
    text = one_line(text)
    if width_of(text, size) <= room:
        return text
    room -= width_of("…", size)
    ends = accumulate(width_of(each, size) for each in text)
    return text[: sum(1 for _ in takewhile(lambda end: end <= room, ends))].rstrip() + "…"


def whole_steps(highest: float, most: int = 2) -> list[int]:
    """Nought and one or two round numbers above it, none beyond the highest value if possible."""
    step, tens = 1, 1
    while highest / step >= most + 1:
        tens *= 10 if step == 5 * tens else 1
        step = next(each * tens for each in (1, 2, 5, 10) if each * tens > step)
    return [step * place for place in range(max(1, min(most, int(highest / step))) + 1)]


def hatched(x: float, y: float, width: float, height: float) -> Iterator[Shape]:
    """The strokes over an area of which nothing is known."""
    # All strokes lie on one pattern, however many areas there are side by side.
    begin = int((x - height) // _HATCH_APART)
    for place in range(begin, int((x + width) // _HATCH_APART) + 1):
        low, high = place * _HATCH_APART, place * _HATCH_APART + height
        left, right = max(x, low), min(x + width, high)
        if right - left > 1:
            yield Line((_on(left, low, y + height), _on(right, low, y + height)), "hatch", 1.2)


def _on(x: float, low: float, bottom: float) -> Point:
    return x, bottom - (x - low)
