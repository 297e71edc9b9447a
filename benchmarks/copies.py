"""Copies: how many are found, how many are none, and what a text costs; against two usual ways.

The texts are made up (`benchmarks/copied.py`), with edits as papers and people make them and with
look-alikes that are nobody's copy. All come in one after another and are compared with the firsts
that share a value, as the store does it. Beside ours: simhash (64 bits, at most so many apart), and
rensa's minhash in bands where that is installed; both decide by the sketch alone, as is usual.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import blake2b
from importlib.util import find_spec

from benchmarks.copied import Copied, Said
from benchmarks.work import Work
from listener.likeness import LONG, Words, _runs, _said, sketch
from listener.model import Mention
from listener.store.copies import KEPT, _findable, _near

HELD_OUT = 11
"""The first seed of those that nothing was chosen by: the rules were made with seeds 1 to 3."""

Placer = Callable[[Sequence[Said]], list[int]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks copies")
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    sets = [Copied(HELD_OUT + n).texts(options.stories) for n in range(options.seeds)]
    print(f"{sum(map(len, sets)):,} texts, {KEPT} values in the store for each first")
    ways: dict[str, Placer] = {"simhash, 6 bits": _simhash}
    if find_spec("rensa"):
        ways["rensa, 16 bands of 2, half alike"] = partial(_rensa, share=0.5)
        ways["rensa, 16 bands of 2, three quarters alike"] = partial(_rensa, share=0.75)
    for name, place in ways.items():
        precision, recall, missed, wrong = _rated(sets, place)
        print(f"{name}: precision {precision:.3f}, recall {recall:.3f}")
    precision, recall, missed, wrong = _rated(sets, _ours)
    print("missed most:", ", ".join(f"{' / '.join(pair)} {n}" for pair, n in missed))
    print("taken wrongly most:", ", ".join(f"{' / '.join(pair)} {n}" for pair, n in wrong))
    short, long = _microseconds(sets[0]), _microseconds_of(Work().mentions(0, 4000))
    print(
        f"precision {precision:.3f}, recall {recall:.3f};"
        f" a sketch {short:.0f} µs, of 334 bytes {long:.0f} µs"
    )


def _rated(
    sets: Sequence[Sequence[Said]], place: Placer
) -> tuple[float, float, list[tuple[tuple[str, ...], int]], list[tuple[tuple[str, ...], int]]]:
    """Precision and recall over all pairs, and the kinds of pairs that go wrong most."""
    right, missed, wrong = 0, Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for said in sets:
        firsts = place(said)
        together, meant = defaultdict(list), defaultdict(list)
        for each, first in zip(said, firsts, strict=True):
            together[first].append(each)
            meant[each.group].append((each, first))
        for one, other in _pairs(together.values()):
            if one.group == other.group:
                right += 1
            else:
                wrong[tuple(sorted((one.kind, other.kind)))] += 1
        for (one, first), (other, second) in _pairs(meant.values()):
            if first != second:
                missed[tuple(sorted((one.kind, other.kind)))] += 1
    taken, meant_all = right + wrong.total(), right + missed.total()
    return right / taken, right / meant_all, missed.most_common(4), wrong.most_common(4)


def _pairs(groups: Iterable[Sequence]) -> Iterable[tuple]:
    return ((one, other) for group in groups for n, one in enumerate(group) for other in group[:n])


def _ours(said: Sequence[Said]) -> list[int]:
    sharing: dict[int, list[int]] = {}
    words: list[Words] = []
    found: list[int] = []
    for place, each in enumerate(said):
        values = sketch(each.mention)
        words.append(Words(each.mention))
        near = (key for key in sorted(_near(values, sharing)) if words[key].alike(words[place]))
        first = next(near, place)
        found.append(first)
        if first == place:
            for value in _findable(values, sharing):
                sharing.setdefault(value, []).append(place)
    return found


def _simhash(said: Sequence[Said]) -> list[int]:
    """Compared with every first: the best that any banding of it could find."""
    firsts: list[tuple[int, int]] = []
    short: dict[tuple[int, ...], int] = {}
    found: list[int] = []
    for place, each in enumerate(said):
        if not _is_long(each):
            found.append(short.setdefault(sketch(each.mention) or (-place,), place))
            continue
        own = _bits(_runs(_said(each.mention)))
        found.append(next((k for k, other in firsts if (own ^ other).bit_count() <= 6), place))
        if found[-1] == place:
            firsts.append((place, own))
    return found


def _is_long(said: Said) -> bool:
    """Short texts are compared whole, whatever the way: the difference is in the long ones."""
    return said.mention.rating is None and len(_said(said.mention)) >= LONG


def _bits(runs: Sequence[bytes]) -> int:
    hashes = [int.from_bytes(blake2b(run, digest_size=8).digest()) for run in runs]
    return sum(
        1 << bit for bit in range(64) if 2 * sum(one >> bit & 1 for one in hashes) > len(hashes)
    )


def _rensa(said: Sequence[Said], share: float) -> list[int]:
    """Sixteen bands of two, and so large a share of the 32 minima the same."""
    from rensa import RMinHash

    bands: dict[tuple[int, ...], int] = {}
    digests: dict[int, list[int]] = {}
    found: list[int] = []
    for place, each in enumerate(said):
        keys: list[tuple[int, ...]] = [sketch(each.mention) or (-place,)]
        own: list[int] = []
        if _is_long(each):
            hashed = RMinHash(num_perm=32, seed=42)
            hashed.update([run.decode() for run in _runs(_said(each.mention))])
            own = hashed.digest()
            keys = [(band, *own[2 * band : 2 * band + 2]) for band in range(16)]
        near = {bands[key] for key in keys if key in bands}
        alike = (key for key in sorted(near) if _shared(own, digests[key]) >= share * len(own))
        found.append(next(alike, place))
        if found[-1] == place:
            digests[place] = own
            for key in keys:
                bands.setdefault(key, place)
    return found


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(a == b for a, b in zip(one, other, strict=False))


def _microseconds(said: Sequence[Said]) -> float:
    return _microseconds_of(each.mention for each in said)


def _microseconds_of(mentions: Iterable[Mention]) -> float:
    """CPU time of a sketch, the best of five."""
    told, best = list(mentions), float("inf")
    for _ in range(5):
        began = time.process_time()
        for mention in told:
            sketch(mention)
        best = min(best, time.process_time() - began)
    return 1e6 * best / len(told)
