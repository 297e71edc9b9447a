"""What a page says in the words of https://schema.org: as JSON-LD, microdata or RDFa."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from listener.model import Payload

from ._answers import thinned

Thing = dict[str, Any]

# Each begins with fixed letters: so a page is searched in a third of a millisecond.
_PREFIXED = re.compile(r"schema:[A-Z]")
_REVIEW = re.compile(r"""Review["'\s>]""")
_RECOMMENDATION = re.compile(r"""Recommendation["'\s>]""")
_TOTAL = re.compile(r"""AggregateRating["'\s>]""")
_RDFA = re.compile(r"\btypeof\s*=", re.IGNORECASE)
_TYPES = frozenset({"Review", "UserReview", "CriticReview", "EmployerReview", "Recommendation"})
_PROPERTIES = ("review", "reviews")
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
    # Written as numbers they break the cleaner of lxml, and with it all microdata of the page.
    "|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|127)|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF]));"
)
# What stands around the JSON in real scripts: a CDATA section, in a comment or bare.
_OPENING = re.compile(r"(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?")
_CLOSING = re.compile(r"(?://|/\*)?\s*\]\]>(?:\*/)?\Z")
_DEEPEST = 40
# What no real page does holds up the readers for minutes: ten thousand things, things in things
# in things, thousands of prefixes (extruct 0.18, seen 2026-11-22).
_TOO_MUCH = "count(//*[@itemscope]) > 10000 or //*[@itemscope][count(ancestor::*[@itemscope]) > 8]"
_MOST_PREFIXES = 200


def html_of(payload: Payload) -> str:
    """The page as text. Bytes that read as UTF-8 are UTF-8, whatever the page says of itself."""
    try:
        return payload.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        from w3lib.encoding import html_to_unicode

        return str(html_to_unicode(payload.content_type or None, payload.body)[1])


def is_marked(html: str) -> bool:
    """Whether there is any schema.org in the page, as far as a glance tells."""
    return "schema.org" in html or "ld+json" in html or _PREFIXED.search(html) is not None


def may_have_reviews(html: str) -> bool:
    """Whether reading the page, for reviews or their total, is worth its tenth of a second."""
    return any(each.search(html) for each in (_REVIEW, _RECOMMENDATION, _TOTAL))


def tree_of(html: str) -> Any:
    """The page as a tree that all readers of extruct understand; None where there is none."""
    from extruct.utils import parse_xmldom_html
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        return parse_xmldom_html(
            _CONTROL.sub(" ", thinned(html)).encode("utf-8", "replace"), "UTF-8"
        )
    except LxmlError:
        return None


def things_of(tree: Any, html: str, base: str) -> Iterator[list[Thing]]:
    """The things that the page describes, in each of the three ways; JSON-LD comes first.

    Every script by itself: extruct gives up all of them for one with broken JSON.
    """
    scripts = tree.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]")
    yield [_simple(thing) for script in scripts for thing in _extracted(_mended(script), "json-ld")]
    if not tree.xpath(_TOO_MUCH):
        yield [_simple(thing) for thing in _extracted(tree, "microdata", base)]
    if _RDFA.search(html) and _prefixes(tree) <= _MOST_PREFIXES:
        yield [_simple(thing) for thing in _extracted(tree, "rdfa", base)]


def reviews_in(things: list[Thing]) -> list[tuple[Thing, Thing]]:
    """Every review with name and rating of what it is about: `itemReviewed`, or its owner."""
    return _with_items(things, _TYPES, _PROPERTIES)


def totals_in(things: list[Thing]) -> list[tuple[Thing, Thing]]:
    """Every total of ratings with name and rating of what it is about."""
    return _with_items(things, {"AggregateRating"}, ("aggregateRating",))


def _with_items(
    things: list[Thing], types: Collection[str], properties: Iterable[str]
) -> list[tuple[Thing, Thing]]:
    every = list(_all_in(things))
    known = {str(thing["@id"]): thing for thing in every if "@id" in thing and len(thing) > 2}
    owners: dict[str, Thing] = {}
    for owner in every:
        for owned in (each for name in properties for each in many(owner.get(name))):
            if isinstance(owned, dict):
                owners.setdefault(_name_of(owned), owner)
    found: list[tuple[Thing, Thing]] = []
    for thing in every:
        # A mention of a review by its name alone is none.
        if is_a(thing, types) and not thing.keys() <= {"@id", "@type", "@context"}:
            said = _whole(thing, known)
            item = first(said.get("itemReviewed")) or owners.get(_name_of(thing), {})
            found.append((said, _whole(_gist(as_thing(item)), known)))
    return found


def _gist(item: Thing) -> Thing:
    """The item without its reviews: each of a thousand reviews would walk through all others."""
    return {name: item[name] for name in ("name", "aggregateRating") if name in item}


def named_things(things: list[Thing], having: Iterable[str]) -> list[Thing]:
    """The things with a name that have one of these properties."""
    wanted = set(having)
    return [thing for thing in _all_in(things) if "name" in thing and wanted & thing.keys()]


def of_type(things: list[Thing], name: str) -> list[Thing]:
    """The things of that type, however deep."""
    return [thing for thing in _all_in(things) if is_a(thing, {name})]


def is_a(thing: Thing, types: Collection[str]) -> bool:
    """Whether a thing is of one of these types."""
    return any(_local(str(each)) in types for each in many(thing.get("@type")))


def many(value: Any) -> list[Any]:
    """A list, also of one or of nothing."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def first(value: Any) -> Any:
    """The value, or the first of several."""
    return next(iter(many(value)), None)


def as_thing(value: Any) -> Thing:
    """A thing, also where only its name or address is written."""
    if isinstance(value, dict):
        return value
    return {"name": value} if isinstance(value, str) else {}


def _extracted(node: Any, syntax: str, base: str | None = None) -> list[Any]:
    from extruct import extract

    # Its tracebacks are about faults of other people's pages: nobody is to see them.
    logging.getLogger("extruct").addHandler(_SILENT)
    try:
        found = extract(node, base_url=base, syntaxes=[syntax], uniform=True, errors="log")
    except KeyError:
        # extruct 0.18 looks for the microdata that it has just failed to read; seen 2026-11-22.
        return []
    return list(found.get(syntax) or ())


def _prefixes(tree: Any) -> int:
    """How many short names for vocabularies the page makes up, at most."""
    told = sum(len(str(value).split()) for value in tree.xpath("//@prefix"))
    names = (str(name) for node in tree.iter() for name in node.attrib)
    return told + sum(name.startswith("xmlns:") for name in names)


_SILENT = logging.NullHandler()


def _mended(script: Any) -> Any:
    """The script under the one type that extruct looks for, without what stands around its JSON."""
    text = (script.text or "").strip()
    if opening := _OPENING.match(text):
        closing = _CLOSING.search(text, len(text) - 20)
        text = text[opening.end() : closing.start() if closing else None].strip()
    script.set("type", "application/ld+json")
    script.text = text.rstrip(";")
    return script


def _simple(node: Any, depth: int = 0) -> Any:
    """The three ways brought to one: short names, bare values, a list only of several."""
    if depth > _DEEPEST:
        return None
    if isinstance(node, list):
        several = [_simple(each, depth + 1) for each in node]
        return several[0] if len(several) == 1 else several
    if not isinstance(node, dict):
        return node
    for wrapper in ("@value", "@list", "@set"):
        if wrapper in node:
            return _simple(node[wrapper], depth + 1)
    return {_local(str(name)): _simple(value, depth + 1) for name, value in node.items()}


def _local(name: str) -> str:
    """`Review` of `http://schema.org/Review` and of `schema:Review`; `@type` stays."""
    return re.split(r"[/#:]", name.rstrip("/"))[-1]


def _all_in(node: Any) -> Iterator[Thing]:
    """The thing and all things within it, in their order."""
    if isinstance(node, dict):
        yield node
    values = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for value in values:
        yield from _all_in(value)


def _name_of(thing: Thing) -> str:
    """What tells a thing from others within a page: its `@id`, else its place in memory."""
    return str(thing.get("@id") or f"_:{id(thing)}")


def _whole(thing: Thing, known: dict[str, Thing]) -> Thing:
    """The thing with what it refers to in place of the references."""

    def looked_up(value: Any) -> Any:
        if isinstance(value, list):
            return [looked_up(each) for each in value]
        is_reference = isinstance(value, dict) and "@id" in value and len(value) <= 2
        return known.get(str(value["@id"]), value) if is_reference else value

    return {name: looked_up(value) for name, value in thing.items()}
