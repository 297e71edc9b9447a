"""A query as a tree: what has to be found, what must not be, and what is asked of the mention."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

FieldName = Literal["author", "site", "lang", "source", "url"]


class Term(Struct, frozen=True, tag="phrase"):
    """A phrase that has to occur; `exact`, with its capitals and accents."""

    text: str
    exact: bool = False


class Near(Struct, frozen=True, tag="near"):
    """Words that stand together: from first to last at most `within` others; maybe `ordered`."""

    words: tuple[str, ...]
    within: int
    ordered: bool = False


class Field(Struct, frozen=True, tag="field"):
    """What the mention has to be: by whom, where, in which language, of which source."""

    name: FieldName
    value: str


class Rated(Struct, frozen=True, tag="rating"):
    """How many stars, on one to five; `above` and `below` leave the bound itself out."""

    low: float = 1.0
    high: float = 5.0
    above: bool = False
    below: bool = False


class And(Struct, frozen=True, tag="all"):
    """Every one of these."""

    parts: tuple[Node, ...]


class Or(Struct, frozen=True, tag="any"):
    """At least one of these; of none at all, never."""

    parts: tuple[Node, ...]


class Not(Struct, frozen=True, tag="not"):
    """Not this."""

    part: Node


Leaf = Term | Near | Field | Rated
Node = Leaf | And | Or | Not


def both(parts: list[Node]) -> Node:
    """All of these as one node."""
    return parts[0] if len(parts) == 1 else And(tuple(_spread(parts, And)))


def either(parts: list[Node]) -> Node:
    """One of these as one node."""
    return parts[0] if len(parts) == 1 else Or(tuple(_spread(parts, Or)))


def _spread(parts: list[Node], kind: type[And | Or]) -> Iterator[Node]:
    for part in parts:
        if isinstance(part, And | Or) and type(part) is kind:
            yield from part.parts
        else:
            yield part


def without(node: Node) -> Node:
    """The opposite of a node."""
    return node.part if isinstance(node, Not) else Not(node)


def pushed(node: Node) -> Node:
    """The same with each `Not` so far down that it holds no other: what analyses look at."""
    if isinstance(node, And | Or):
        return type(node)(tuple(map(pushed, node.parts)))
    if not isinstance(node, Not) or not _refuses(node.part):
        return node
    inner = node.part
    if isinstance(inner, Not):
        return pushed(inner.part)
    assert isinstance(inner, And | Or)
    opposite = Or if isinstance(inner, And) else And
    return opposite(tuple(pushed(without(part)) for part in inner.parts))


def _refuses(node: Node) -> bool:
    """Whether there is a `Not` in it: without one, its opposite asks for nothing."""
    return isinstance(node, Not) or (isinstance(node, And | Or) and any(map(_refuses, node.parts)))


def asks_for_something(node: Node) -> bool:
    """Whether it says what has to be there, and not merely what must not."""
    return _positive(pushed(node))


def _positive(node: Node) -> bool:
    if isinstance(node, And):
        return any(map(_positive, node.parts))
    if isinstance(node, Or):
        return all(map(_positive, node.parts))
    return not isinstance(node, Not)


def leaves(node: Node) -> Iterator[Leaf]:
    """Every leaf, from left to right."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Not):
        yield from leaves(node.part)
    else:
        yield node
