"""What the sources of Google Play share: an app's name, a review's address, its stars and time."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlencode

from listener.i18n import say
from listener.model import Rating

from ._answers import time_of, whole

_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+")
_LINK = re.compile(r"(?:https?://)?play\.google\.com/[^?#]*\?(?:[^#]*&)?id=([^&#]*)", re.IGNORECASE)


def is_package(name: str) -> bool:
    """Whether that is the name of an app, like `com.example.app`."""
    return bool(_PACKAGE.fullmatch(name))


def package_of(listing: str) -> str:
    """The package name of an app, from itself or from a link to the store."""
    text = listing.strip()
    link = _LINK.match(text)
    name = link[1] if link else text
    if not is_package(name):
        raise ValueError(say("googleplay.bad_app"))
    return name


def address_of(app: str, review: str) -> str:
    """Where everybody can see the review."""
    query = urlencode({"id": app, "reviewId": review}, errors="replace")
    return f"https://play.google.com/store/apps/details?{query}"


def stars_of(value: object) -> Rating | None:
    """One to five stars, however the number is written."""
    stars = whole(value)
    return Rating(float(stars), 1.0, 5.0) if stars is not None and 1 <= stars <= 5 else None


def moment_of(seconds: object) -> datetime | None:
    """The moment, to the second; a zero is no time."""
    count = whole(seconds)
    return time_of(count) if count else None
