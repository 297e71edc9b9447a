"""What a block covers: an author by id or name, a site by its domain and those below it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct

from listener.model import Mention
from listener.records import Block
from listener.text import fold, one_line

BlockKind = Literal["author", "site"]
Key = tuple[str, str, str]
"""Kind, source (empty: everywhere) and value of a block."""

LONGEST = 200
"""Characters of a name or domain."""


class Origin(Struct, frozen=True, kw_only=True):
    """Whom and where a mention comes from."""

    source: str
    author_name: str | None = None
    author_id: str | None = None
    url: str = ""


class Blocks:
    """The blocks of a brand; `covers` tells whether any of them hides what comes from there."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        keys = {key_of(block) for block in blocks}
        self._authors = {key for key in keys if key[0] == "author"}
        self._sites = keys - self._authors

    def __bool__(self) -> bool:
        return bool(self._authors or self._sites)

    def covers(self, origin: Origin) -> bool:
        """Whether the brand does not want to hear it."""
        return bool(self._authors and not self._authors.isdisjoint(_of_author(origin))) or bool(
            self._sites and not self._sites.isdisjoint(_of_site(origin))
        )


def key_of(block: Block) -> Key:
    """What a block hides, to be looked up among `keys_of` an origin."""
    return (block.kind, block.source, block.value)


def keys_of(origin: Origin) -> Iterator[Key]:
    """Every block that would cover what comes from there."""
    yield from _of_author(origin)
    yield from _of_site(origin)


def _of_author(origin: Origin) -> Iterator[Key]:
    for said in (origin.author_id, origin.author_name):
        if said and (value := author_value(said)):
            yield ("author", "", value)
            yield ("author", origin.source, value)


def _of_site(origin: Origin) -> Iterator[Key]:
    domain = site_value(origin.url)
    while "." in domain:
        yield ("site", "", domain)
        domain = domain.partition(".")[2]


def origin_of(mention: Mention, source: str) -> Origin:
    """Whom and where a mention of that source comes from."""
    author = mention.author
    return Origin(
        source=source,
        author_name=author.name if author else None,
        author_id=author.id if author else None,
        url=mention.url,
    )


def author_value(said: str) -> str:
    """A name or id as it is compared: capitals, accents and the @ in front do not count."""
    return one_line(fold(said), LONGEST).removeprefix("@")


def site_value(said: str) -> str:
    """The domain in an address or as a person writes it, without www; empty if there is none."""
    try:
        host = urlsplit(said if "//" in said else f"//{said.strip()}").hostname or ""
    except ValueError:
        return ""
    host = host.strip(".").removeprefix("www.")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    fine = len(host) <= LONGEST and "." in host and not set(host) & set(" \t\r\n")
    return host if fine else ""
