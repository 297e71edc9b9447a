"""Words that stand near each other in a text, whatever stands between them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from listener.matching.phrase import WORD, Phrase

Event = tuple[int, int]
"""The number of a word in the text, and which of the words looked for it is."""


def near(words: Sequence[Phrase], text: str, within: int, *, ordered: bool) -> bool:
    """Whether all the words stand with at most `within` others from the first to the last."""
    kinds = {piece: index for index, piece in enumerate(dict.fromkeys(w.pieces for w in words))}
    looked_for = [kinds[word.pieces] for word in words]
    starts = [found.start() for found in WORD.finditer(text)]
    events: list[Event] = []
    for kind in kinds.values():
        phrase = words[looked_for.index(kind)]
        places = {_word_at(starts, at) for at in phrase.starts(text)}
        if len(places) < looked_for.count(kind):
            return False
        events += [(place, kind) for place in places]
    reach = within + len(words) - 1
    events.sort()
    return (_in_order if ordered else _in_any_order)(events, looked_for, reach)


def _word_at(starts: Sequence[int], at: int) -> int:
    return bisect_right(starts, at) - 1


def _in_any_order(events: Sequence[Event], looked_for: Sequence[int], reach: int) -> bool:
    """A window slides over the text; no word counts for two that are looked for."""
    needed, found, places = Counter(looked_for), Counter[int](), Counter[int]()
    left = 0
    for place, kind in events:
        found[kind] += 1
        places[place] += 1
        while place - events[left][0] > reach:
            old, gone = events[left]
            found[gone] -= 1
            places[old] -= 1
            if not places[old]:
                del places[old]
            left += 1
        if len(places) >= len(looked_for) and all(found[k] >= n for k, n in needed.items()):
            return True
    return False


def _in_order(events: Sequence[Event], looked_for: Sequence[int], reach: int) -> bool:
    """For each word looked for, the latest beginning of a chain that leads up to it."""
    begun: list[int | None] = [None] * len(looked_for)
    at = 0
    while at < len(events):
        place, here = events[at][0], set[int]()
        while at < len(events) and events[at][0] == place:
            here.add(events[at][1])
            at += 1
        # From the last to the first, so that no word of the text is used twice.
        for index in range(len(looked_for) - 1, -1, -1):
            if looked_for[index] in here:
                begun[index] = begun[index - 1] if index else place
        last = begun[-1]
        if last is not None and looked_for[-1] in here and place - last <= reach:
            return True
    return False
