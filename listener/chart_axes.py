"""What charts have in common: whole numbers on an axis, room for texts, what could not be seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, takewhile
from math import ceil

from listener.chart import Line, Point, Shape, Words
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


def every_few(
    labels: Sequence[tuple[float, str]], y: float, right: float, apart: float = 10.0
) -> Iterator[Words]:
    """These labels, each centred at its place; where they would meet, every second, third ..."""
    named = [(x, text) for x, text in labels if text]
    widest = max([0.0, *(width_of(text) for _, text in named)]) + apart
    closest = min([right, *(later - x for (x, _), (later, _) in pairwise(named))])
    for x, text in named[:: max(1, ceil(widest / closest))]:
        half = width_of(text) / 2
        yield Words(min(max(x, half), right - half), y, text, "soft", anchor="middle")


def scale(highest: float) -> tuple[list[int], float]:
    """The numbers of an axis, and where it ends: at the next of them if that is not far."""
    steps = whole_steps(highest)
    following = steps[-1] + steps[1]
    return ([*steps, following], following) if following <= 1.2 * highest else (steps, highest)


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
