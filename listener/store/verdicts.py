"""What is read of a stored mention to be matched anew, and what is to become of its link."""

from __future__ import annotations

from msgspec import Struct

from listener.model import Label, Mention


class Link(Struct, frozen=True, kw_only=True):
    """How a brand has a mention: counted, or hidden for a reason.

    Without `queries` the link was made whatever the mention says.
    """

    queries: tuple[str, ...] = ()
    hidden: str = ""


class Held(Struct, frozen=True, kw_only=True):
    """A stored mention, and how the brands have it that are looked at.

    `watches` are those, of any brand, that have found it.
    """

    key: int
    source: str
    mention: Mention
    content_hash: bytes
    links: dict[str, Link]
    watches: tuple[int, ...] = ()
    versions: int = 0


class Verdict(Struct, frozen=True, kw_only=True):
    """Whether a brand wants a stored mention, by which queries, and which watch would have it.

    With a `content_hash` it holds only as long as the mention says the same. `towards` is the
    label towards the brand of one that it has not had, where it is not that of the text.
    """

    key: int
    wanted: bool
    queries: tuple[str, ...] = ()
    watch_id: int = 0
    content_hash: bytes | None = None
    towards: Label | None = None


class Settled(Struct, frozen=True, kw_only=True):
    """How many links were hidden, came back, or were made of what was stored."""

    hidden: int = 0
    back: int = 0
    found: int = 0

    def plus(self, other: Settled) -> Settled:
        """Both together."""
        return Settled(
            hidden=self.hidden + other.hidden,
            back=self.back + other.back,
            found=self.found + other.found,
        )
