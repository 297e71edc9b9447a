"""A digest as the HTML of a mail: its styles in the tags, and short enough to be shown whole.

Mail programs cut a mail after about 100 KB, so brands that do not fit get one line each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from listener.digest.as_html import brand, framed, line, listed
from listener.digest.blocks import Page, View
from listener.digest.html_style import LOOK, NARROW, NIGHT
from listener.i18n import Translator

LIMIT = 96_000
"""Most bytes of a page; Gmail clips a mail at 102 KB."""

_HERE = "<!--brands-->"
_TITLED = 1000
"""Bytes that the title above the brands in a line takes."""


def mail(view: View, t: Translator) -> str:
    """The digest under `LIMIT` bytes, as far as one line a brand allows."""
    frame = _framed(framed(view, t, NARROW + NIGHT, [_HERE]))
    quiet = [line(page, linked=False) for page in view.brief]
    brief = _inlined(listed(t("digest.quiet_brands"), quiet))
    room = LIMIT - _size([frame, brief]) - _TITLED
    full, rest = _fitting([*view.full, *view.rest], t, room)
    others = _inlined(listed(t("digest.other_brands"), rest))
    return frame.replace(_HERE, "\n".join(filter(None, [*full, others, brief])))


def _fitting(pages: Sequence[Page], t: Translator, room: int) -> tuple[list[str], list[str]]:
    """Whole brands while they fit, most urgent first; the others as lines."""
    lines = [line(page, linked=True) for page in pages]
    sizes = [_size([_inlined(each)]) for each in lines]
    room -= sum(sizes)
    full: list[str] = []
    for place, page in enumerate(pages):
        whole = _inlined(brand(page, t, drawn=False))
        room -= _size([whole]) - sizes[place]
        if room < 0:
            part = [] if full else _part(page, t, room + _size([whole]))
            return [*full, *part], lines[place + len(part) :]
        full.append(whole)
    return full, []


def _part(page: Page, t: Translator, room: int) -> list[str]:
    """As many sections of the most urgent brand as there is room for: a mail is no list only."""
    for count in range(len(page.sections) - 1, 0, -1):
        part = _inlined(brand(page, t, page.sections[:count], drawn=False))
        if _size([part]) <= room:
            return [part]
    return []


def _framed(page: str) -> str:
    """Styles in the tags of a whole page; what stands in its head stays there."""
    import css_inline

    return css_inline.inline(
        page,
        inline_style_tags=False,
        keep_style_tags=True,
        load_remote_stylesheets=False,
        extra_css=LOOK,
    )


def _inlined(part: str) -> str:
    """Styles in the tags of a part of a page."""
    import css_inline

    return css_inline.inline_fragment(part, LOOK, load_remote_stylesheets=False) if part else ""


def _size(parts: Iterable[str]) -> int:
    return sum(len(part.encode()) + 1 for part in parts)
