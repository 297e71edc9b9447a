"""What drives an incident: the words, what must be left out for it to vanish, what to open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log1p

from listener.causes import Driver, Drivers, Item, Term
from listener.detection.leaving_out import Alarming, causes, having
from listener.detection.terms import Read, distinct, read, telling, usual
from listener.detection.words import Reader

EXAMPLES = 3


def drivers_of(
    window: Iterable[Item],
    before: Iterable[Item],
    alarming: Alarming,
    names: Iterable[str] = (),
) -> Drivers:
    """What the items of a window come down to, beside the brand's usual negatives before it.

    `names` are those that the brand goes by. The same items in another order say the same.
    """
    reader = Reader(names)
    items = _in_order(window)
    negatives = [item for item in items if item.negative]
    usually = _in_order(item for item in before if item.negative)
    texts = distinct(negatives)
    said = read(texts, reader)
    terms = telling(said, usual(usually, reader), reader)
    found = causes(items, usually, alarming)
    return Drivers(
        terms=tuple(terms.values()),
        causes=found,
        examples=tuple(_examples(negatives, said, terms, found)),
        negatives=len(negatives),
        authors=_people(negatives),
        texts=len(texts),
    )


def _in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.at, item.id))


def _people(items: Sequence[Item]) -> int:
    """How many different people: whom nobody names counts for one each."""
    named = {item.author for item in items if item.author}
    return len(named) + sum(not item.author for item in items)


def _examples(
    negatives: Sequence[Item], said: Read, terms: Mapping[str, Term], found: Sequence[Driver]
) -> Iterator[int]:
    """Three by different people in different words: telling words times reach.

    What clears the alarm goes first.
    """
    worth = _worth(said, terms, negatives)
    clearing = _clearing(negatives, found)

    def rank(item: Item) -> tuple[bool, float, float, int]:
        return item.id not in clearing, -worth[item.id], -item.at.timestamp(), item.id

    people: set[str] = set()
    shown = 0
    for item in sorted(said.items, key=rank):
        if item.author in people:
            continue
        if item.author:
            people.add(item.author)
        yield item.id
        shown += 1
        if shown == EXAMPLES:
            return


def _worth(said: Read, terms: Mapping[str, Term], negatives: Sequence[Item]) -> dict[int, float]:
    """How much of the spike one text tells, with its copies and what they moved as its reach."""
    reach: Counter[str] = Counter()
    for item in negatives:
        reach[item.group or str(item.id)] += item.reach + bool(item.group)
    worth = {}
    for item, says in zip(said.items, said.says, strict=True):
        told = 1 + sum(term.z for key, term in terms.items() if key in says)
        worth[item.id] = told * (1 + log1p(reach[item.group or str(item.id)]))
    return worth


def _clearing(negatives: Sequence[Item], found: Sequence[Driver]) -> set[int]:
    """The numbers of the negatives without which there would be no alarm."""
    cleared = found[:1] if found and found[0].clears else ()
    return {item.id for driver in cleared for item in having(driver, negatives)}
