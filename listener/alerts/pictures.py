"""A chart as a mail holds it. Pure."""

from __future__ import annotations

import re
from struct import unpack_from

from listener.alerts.letter import Picture
from listener.text import one_line

WIDEST = 568
"""How wide a picture is shown: a mail of 600 less its edges."""

_DOTS = 2
"""The chart is drawn with so many dots a point, for fine screens."""

_HEAD = b"\x89PNG\r\n\x1a\n"
# Inside an attribute they would be sound, and still trip those who look for tags by hand.
_QUOTES = str.maketrans("<>", "‹›")
_NAME = re.compile(r"[^a-z0-9]+")


def picture(name: str, png: bytes, alt: str) -> Picture | None:
    """The picture with the size that it is shown in; nothing for what is no PNG."""
    if len(png) < 24 or not png.startswith(_HEAD):
        return None
    width, height = unpack_from(">II", png, 16)
    shown = min(WIDEST, max(1, width // _DOTS))
    return Picture(
        cid=_NAME.sub("", name.lower()),
        png=png,
        alt=one_line(alt, 500).translate(_QUOTES),
        width=shown,
        height=max(1, round(shown * height / max(1, width))),
    )
