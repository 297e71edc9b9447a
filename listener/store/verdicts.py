"""What is read of a stored mention to be matched anew, and what is to become of its link."""

from __future__ import annotations

from msgspec import Struct

from listener.model import Mention


class Held(Struct, frozen=True, kw_only=True):
    """A stored mention as a brand has it: linked, hidden for a reason, or not at all.

    Without `queries` a link was made whatever the mention says. `beside` is the watch of another
    brand that listens to the same thing and found it.
    """

    key: int
    source: str
    mention: Mention
    content_hash: bytes
    linked: bool
    hidden: str = ""
    queries: tuple[str, ...] = ()
    versions: int = 0
    beside: int | None = None


class Verdict(Struct, frozen=True, kw_only=True):
    """Whether a brand wants a stored mention, by which queries, and which watch would have it.

    With a `content_hash` it holds only as long as the mention says the same.
    """

    key: int
    wanted: bool
    queries: tuple[str, ...] = ()
    watch_id: int = 0
    content_hash: bytes | None = None


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
