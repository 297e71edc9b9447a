"""The message catalogues as they are written: by area, key and language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from listener.i18n import LANGUAGES, LOCALE
from listener.i18n.compiled import read, sources

Text = str | tuple[str, ...]
AREAS = tuple(sorted({path.stem for path in sources()}))


@cache
def messages(area: str) -> Mapping[str, Mapping[str, Text]]:
    """Every message of an area; a tuple is singular and plural."""
    found: dict[str, dict[str, Text]] = {}
    for language in LANGUAGES:
        for message in read(LOCALE / language / "LC_MESSAGES" / f"{area}.po"):
            key = message.id if isinstance(message.id, str) else message.id[0]
            if key:
                found.setdefault(key, {})[language] = message.string
    return found
