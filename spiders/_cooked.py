"""Posts as Discourse has cooked them: HTML, down to the words of their author."""

from __future__ import annotations

from typing import Any

from listener.text import storable

from ._answers import text_of, thinned

_LONGEST = 1_000_000
_TRACES = ("<aside", "emoji", "lightbox")
# What others said, what a linked page says, and the name and size of a picture.
# Each element is asked about itself: `//` below `//`, or sets joined by `|`, take libxml2 time that
# grows with the square of a post.
_OTHERS = "contains(concat(' ', @class, ' '), ' %s ')"
_NOT_SAID = (
    f"//aside[{_OTHERS % 'quote'} or {_OTHERS % 'onebox'}]",
    "//div[@class='meta'][ancestor::*[contains(@class, 'lightbox')]]",
)
_EMOJI = "//img[contains(concat(' ', @class, ' '), ' emoji ')]"


def said_in(cooked: object) -> str:
    """The words of a post's author: quotes and previews left out, emoji by their names."""
    if not isinstance(cooked, str) or not any(trace in cooked for trace in _TRACES):
        return text_of(cooked)
    from lxml.etree import LxmlError, tostring  # type: ignore[import-untyped]
    from lxml.html import fromstring  # type: ignore[import-untyped]

    try:
        root = fromstring(f"<div>{thinned(storable(cooked, _LONGEST))}</div>")
        _strip(root)
        return text_of(tostring(root, encoding="unicode", method="html"))
    except (LxmlError, ValueError):
        # Control characters, or nothing at all: the words then stand with their quotes.
        return text_of(cooked)


def _strip(root: Any) -> None:
    for path in _NOT_SAID:
        for node in root.xpath(path):
            node.drop_tree()
    for emoji in root.xpath(_EMOJI):
        emoji.text, emoji.tag = emoji.get("alt") or "", "span"
