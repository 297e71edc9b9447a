"""What is told beside a listing that a look-up has found: who makes it, its stars, how many."""

from __future__ import annotations

from listener.errors import SourceUnavailable
from listener.i18n import language_of, say
from listener.i18n.formats import number
from listener.model import Payload
from listener.text import one_line

LONGEST_NAME = 120


def checked(payload: Payload, source: str) -> None:
    """Raises SourceUnavailable where the answer is a refusal."""
    if payload.status != 200:
        text = say("listings.refused", source=source, status=payload.status)
        raise SourceUnavailable(text)


def detail_of(who: str = "", stars: float | None = None, count: int | None = None) -> str:
    """The facts that there are, in a line: `Café Luna S. L. · 4,5★ · 1.234 reseñas`."""
    language = language_of()
    parts = [one_line(who, 60)]
    if stars is not None and 0 < stars <= 5:
        parts.append(f"{number(language, stars, 1)}★")
    if count is not None and count >= 0:
        parts.append(say("listings.reviews", n=count, count=number(language, count)))
    return " · ".join(part for part in parts if part)


def name_of(text: object) -> str:
    """A title as strangers wrote it, on one safe line."""
    return one_line(text, LONGEST_NAME) if isinstance(text, str) else ""
