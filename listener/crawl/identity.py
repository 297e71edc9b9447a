"""Who listener says it is, to every site."""

from __future__ import annotations

from listener import __version__

HOMEPAGE = ""
"""Where a site's owner can read what listener is; left out until the project has an address."""


def identity(contact: str, homepage: str = HOMEPAGE) -> str:
    """The User-Agent: name, version, and how to reach whoever runs it."""
    about = "; ".join(part for part in (homepage and f"+{homepage}", _header(contact)) if part)
    return f"listener/{__version__} ({about})" if about else f"listener/{__version__}"


def _header(contact: str) -> str:
    """The contact as a header may hold it: one line of ASCII without brackets."""
    plain = contact.encode("ascii", "ignore").decode().translate({ord(c): None for c in "()"})
    return " ".join(plain.split())
