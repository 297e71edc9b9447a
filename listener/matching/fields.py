"""What a query asks of the mention itself: who wrote it, where, in which language, its stars."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

from listener.matching.phrase import Phrase, normal
from listener.matching.tree import Field, Rated
from listener.model import Mention
from listener.text import fold

Identify = Callable[[str], str]
Test = Callable[[Mention, str, Identify | None], bool]

_NUMBER = r"[1-5](?:[.,]\d{1,3})?"
_COMPARED = re.compile(rf"(<=|>=|<|>|=)?\s*({_NUMBER})")
_RANGE = re.compile(rf"({_NUMBER})?\s*\.\.\s*({_NUMBER})?")
_LINK = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)


def read_rating(said: str) -> Rated | None:
    """`<3`, `>=4`, `5`, `1..2` as bounds; None for what is no rating."""
    if found := _COMPARED.fullmatch(said.strip()):
        sign, stars = found[1] or "=", _stars(found[2])
        low = stars if sign in ("=", ">", ">=") else 1.0
        high = stars if sign in ("=", "<", "<=") else 5.0
        return Rated(low, high, above=sign == ">", below=sign == "<")
    found = _RANGE.fullmatch(said.strip())
    if not found or not (found[1] or found[2]):
        return None
    low, high = _stars(found[1] or "1"), _stars(found[2] or "5")
    return Rated(low, high) if low <= high else None


def _stars(number: str) -> float:
    return float(number.replace(",", "."))


def rated(test: Rated, mention: Mention) -> bool:
    """Whether the mention has that many stars; without stars it has not."""
    if mention.rating is None:
        return False
    stars = mention.rating.stars
    fits_low = stars > test.low if test.above else stars >= test.low
    return fits_low and (stars < test.high if test.below else stars <= test.high)


def host_of(said: str) -> str:
    """The site of an address, or the site as it was written, in its plain form."""
    bare = fold(said).strip()
    if "//" in bare:
        try:
            bare = urlsplit(bare).hostname or ""
        except ValueError:
            return ""
    return bare.partition("/")[0].removeprefix("www.").strip(".")


def made(field: Field) -> Test:
    """The test of a field, made ready."""
    if field.name == "author":
        return partial(_by, Phrase(field.value), fold(field.value).lstrip("@"))
    if field.name == "site":
        return partial(_at, _whole(field.value, r"(?:[^/]*\.)?"))
    if field.name == "url":
        return partial(_links_to, re.compile(_glob(fold(field.value))))
    if field.name == "source":
        return partial(_from, _whole(fold(field.value)))
    return partial(_in_language, field.value)


def _glob(value: str) -> str:
    """The value as a pattern; the first place that fits a part serves as well as any other."""
    first, *rest = map(re.escape, value.strip("*").split("*"))
    return first + "".join(rf"(?>\S{{0,200}}?{part})" for part in rest)


def _whole(value: str, before: str = "") -> re.Pattern[str]:
    """The same for all of a name: the last part has to stand at its end."""
    head, star, tail = value.strip("*").rpartition("*")
    inner = rf"{_glob(head)}\S*{re.escape(tail)}" if star else re.escape(tail)
    ends = (r"\S*?" if value.startswith("*") else "", r"\S*" if value.endswith("*") else "")
    return re.compile(f"{before}{ends[0]}{inner}{ends[1]}")


def _by(phrase: Phrase, handle: str, mention: Mention, *_: object) -> bool:
    """Whether the author's name holds these words, or the id is this one."""
    author = mention.author
    if author is None:
        return False
    if author.id and fold(author.id).lstrip("@") == handle:
        return True
    return bool(author.name) and phrase.within(normal(author.name or ""))


def _at(site: re.Pattern[str], mention: Mention, *_: object) -> bool:
    return any(site.fullmatch(host) for host in _hosts(mention))


def _hosts(mention: Mention) -> Iterator[str]:
    """Where it stands; of an article also its outlet, for some links go round by a third site."""
    outlet = mention.author.url if mention.author and mention.kind == "article" else None
    for url in (mention.url, outlet):
        if url and "//" in url:
            yield host_of(url)


def _links_to(part: re.Pattern[str], mention: Mention, *_: object) -> bool:
    """Whether its own address has this in it, or one that the text shows."""
    if part.search(fold(mention.url)):
        return True
    return any(part.search(fold(link[0])) for link in _LINK.finditer(mention.body))


def _from(name: re.Pattern[str], mention: Mention, source: str, *_: object) -> bool:  # noqa: ARG001
    return name.fullmatch(fold(source)) is not None


def _in_language(wanted: str, mention: Mention, _: str, identify: Identify | None) -> bool:
    """Whether it is in that language: as its source says, else as the text looks."""
    spoken = (mention.language or "").lower().replace("_", "-")
    if not spoken and identify is not None:
        spoken = identify(mention.body)
    bare = wanted.rstrip("*")
    return spoken == bare or spoken.startswith(bare if bare != wanted else f"{bare}-")
