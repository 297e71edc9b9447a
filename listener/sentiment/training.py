"""A model of the user's own, trained; how far weights are held down is chosen by cross-validation.

Multinomial logistic regression over the pieces of the texts and what the scorer below says, its
slope drawn to 1 and its biases to 0, so that few texts leave the scorer nearly as it is. Of five
parts each in turn is left out; texts that are the same are in the same part. Nothing is left to
chance. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, NamedTuple
from zlib import crc32

from msgspec import Struct

from listener.model import Label
from listener.sentiment.ngrams import BUCKETS, Kind, kinds_of, numbers_of, words
from listener.sentiment.own import About, written
from listener.sentiment.probabilities import LABELS, LEAST, NOTHING, Chances

PULLS = (10.0, 2.0, 0.5)
"""How strongly weights are held down: the first leaves the scorer nearly as it is."""

PARTS, FEWER_PARTS, MANY = 5, 3, 5_000
"""So many parts; of more than so many texts three tell as much, in half the time."""
STEPS = 25
PRIOR = 2.0
"""How strongly the scorer's slope is drawn to 1, and biases to 0."""


class TrainingText(Struct, frozen=True):
    """A text, its label by a person, and what the scorer says of it."""

    text: str
    truth: Label
    language: str
    model: str
    chances: Chances | None
    label: Label


class Trained(Struct, frozen=True, kw_only=True):
    """A model as a file, and how it did on texts that it had not seen, beside the scorer."""

    name: str
    body: bytes
    about: About
    truth: tuple[Label, ...]
    own: tuple[Label, ...]
    shipped: tuple[Label, ...]


class _Rows(NamedTuple):
    """Texts as arrays: which words and pairs stand in each, and of which pieces those are made.

    Apart, since a word that stands in a thousand texts is made of the same pieces in each.
    """

    rows: Any
    kinds: Any
    scales: Any
    logs: Any
    wanted: Any
    made: _Made

    def of(self, chosen: Any) -> _Rows:
        """Some of the texts."""
        import numpy as np

        place = np.full(len(self.logs), -1)
        place[chosen] = np.arange(len(chosen))
        kept = place[self.rows] >= 0
        return self._replace(
            rows=place[self.rows[kept]],
            kinds=self.kinds[kept],
            scales=self.scales[chosen],
            logs=self.logs[chosen],
            wanted=self.wanted[chosen],
        )


class _Made(NamedTuple):
    """Which kind of word or pair has which piece, and how many kinds and pieces there are."""

    kinds: Any
    columns: Any
    types: int
    width: int


def trained(examples: Sequence[TrainingText], languages: Sequence[str], day: str) -> Trained:
    """The model of these examples, of a day (`20261129`), and how it did on what was not seen."""
    import numpy as np

    rows, used = _rows(examples)
    truth = np.array([LABELS.index(each.truth) for each in examples])
    parts = PARTS if len(examples) <= MANY else FEWER_PARTS
    part = np.array([_part(each.text, parts) for each in examples])
    lost = np.zeros((len(PULLS), parts))
    said = np.zeros((len(PULLS), len(examples), 3))
    for left_out in range(parts):
        seen, unseen = np.flatnonzero(part != left_out), np.flatnonzero(part == left_out)
        if len(unseen):
            training, test = rows.of(seen), rows.of(unseen)
            at = _start(len(used))
            for index, pull in enumerate(PULLS):
                at = _fitted(training, at, pull)
                p = _read(test, at)
                said[index, unseen] = p
                right = p[np.arange(len(unseen)), truth[unseen]]
                lost[index, left_out] = -np.log(np.maximum(right, LEAST)).sum()
    # What held-out texts are read with is chosen without them.
    chosen = [int(np.argmin(lost.sum(axis=1) - lost[:, each])) for each in range(parts)]
    own = [LABELS[int(said[chosen[part[index]], index].argmax())] for index in range(len(examples))]
    best = int(np.argmin(lost.sum(axis=1)))
    at = _start(len(used))
    for pull in PULLS[: best + 1]:
        at = _fitted(rows, at, pull)
    about, body = _as_file(examples, languages, day, at, used, PULLS[best])
    return Trained(
        name=about.name,
        body=body,
        about=about,
        truth=tuple(each.truth for each in examples),
        own=tuple(own),
        shipped=tuple(each.label for each in examples),
    )


def _rows(examples: Sequence[TrainingText]) -> tuple[_Rows, Any]:
    """The texts as arrays, and the buckets of the columns; a piece met once teaches nothing."""
    import numpy as np

    kinds: dict[Kind, int] = {}
    said = [words(each.text) for each in examples]
    met = [[kinds.setdefault(kind, len(kinds)) for kind in kinds_of(each)] for each in said]
    pieces = [numbers_of(kind) for kind in kinds]
    counts = np.array([len(each) for each in met])
    numbers = np.array([number for each in met for number in each], int)
    sizes = np.array([len(each) for each in pieces], int)
    buckets = np.array([bucket for each in pieces for bucket in each], int)
    rows, owners = np.repeat(np.arange(len(met)), counts), np.repeat(np.arange(len(kinds)), sizes)
    often = np.bincount(numbers, minlength=len(kinds))
    used = np.flatnonzero(np.bincount(buckets, often[owners], BUCKETS) >= 2)
    place = np.full(BUCKETS, -1)
    place[used] = np.arange(len(used))
    kept = place[buckets] >= 0
    # Most pairs are met once; those are left out here, and count in the length alone.
    telling = (np.bincount(owners[kept], minlength=len(kinds)) > 0)[numbers]
    length = np.bincount(rows, sizes[numbers], len(met))
    truth = [LABELS.index(each.truth) for each in examples]
    return (
        _Rows(
            rows=rows[telling],
            kinds=numbers[telling],
            scales=1 / np.sqrt(np.maximum(1, length)),
            logs=np.log(np.maximum([each.chances or NOTHING for each in examples], LEAST)),
            wanted=np.eye(3)[truth],
            made=_Made(owners[kept], place[buckets[kept]], len(kinds), len(used)),
        ),
        used,
    )


def _part(text: str, parts: int) -> int:
    """The part of a text; the same text is never in two."""
    return crc32(" ".join(words(text)).encode("utf-8", "replace")) % parts


def _start(columns: int) -> Any:
    """Weights of nought, slope 1, biases of nought, one after another."""
    import numpy as np

    at = np.zeros(3 * columns + 4)
    at[-4] = 1.0
    return at


def _weigh(rows: _Rows, at: Any) -> Any:
    import numpy as np

    weights = at[:-4].reshape(3, -1)
    z = at[-4] * rows.logs + at[-3:]
    made = rows.made
    for label in range(3):
        each = np.bincount(made.kinds, weights[label][made.columns], made.types)
        z[:, label] += np.bincount(rows.rows, each[rows.kinds], len(z)) * rows.scales
    return z


def _read(rows: _Rows, at: Any) -> Any:
    import numpy as np

    z = _weigh(rows, at)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _lost(rows: _Rows, at: Any, pull: float) -> tuple[float, Any]:
    """What is to be made small, and its slope."""
    import numpy as np

    p = _read(rows, at)
    aside = at[-4:] - np.array([1.0, 0.0, 0.0, 0.0])
    lost = -np.log(np.maximum((p * rows.wanted).sum(axis=1), 1e-300)).sum()
    lost += pull / 2 * _dot(at[:-4], at[:-4]) + PRIOR / 2 * _dot(aside, aside)
    off = p - rows.wanted
    slope, made = np.empty_like(at), rows.made
    for label in range(3):
        pushed = (off[:, label] * rows.scales)[rows.rows]
        each = np.bincount(rows.kinds, pushed, made.types)[made.kinds]
        slope[label * made.width :][: made.width] = np.bincount(made.columns, each, made.width)
    slope[:-4] += pull * at[:-4]
    slope[-4] = (off * rows.logs).sum()
    slope[-3:] = off.sum(axis=0)
    slope[-4:] += PRIOR * aside
    return float(lost), slope


def _fitted(rows: _Rows, start: Any, pull: float) -> Any:
    """Where that is smallest: L-BFGS (Nocedal, 1980) from a start, with five memories."""
    at = start
    lost, slope = _lost(rows, at, pull)
    memory: list[tuple[Any, Any, float]] = []
    for _ in range(STEPS):
        way = _way(slope, memory)
        downhill = _dot(way, slope)
        stride = 1.0 if memory else 1.0 / max(1.0, float(abs(slope).sum()) ** 0.5)
        for _ in range(12):
            there = at + stride * way
            next_lost, next_slope = _lost(rows, there, pull)
            if next_lost <= lost + 1e-4 * stride * downhill:
                break
            stride /= 2
        else:
            return at
        step, bend = there - at, next_slope - slope
        if (curve := _dot(step, bend)) > 1e-12:
            memory = [*memory[-4:], (step, bend, curve)]
        won, at, lost, slope = lost - next_lost, there, next_lost, next_slope
        if won < 1e-4 * max(1.0, abs(lost)):
            break
    return at


def _way(slope: Any, memory: Sequence[tuple[Any, Any, float]]) -> Any:
    """The direction downhill, bent by what the last steps have shown."""
    way, taken = -slope, []
    for step, bend, curve in reversed(memory):
        share = _dot(step, way) / curve
        way = way - share * bend
        taken.append(share)
    if memory:
        _, bend, curve = memory[-1]
        way = way * (curve / _dot(bend, bend))
    for (step, bend, curve), share in zip(memory, reversed(taken), strict=True):
        way = way + (share - _dot(bend, way) / curve) * step
    return way


def _dot(one: Any, other: Any) -> float:
    """The inner product, added up in one order whatever the machine's cores."""
    import numpy as np

    return float(np.einsum("i,i->", one, other))


def _as_file(
    examples: Sequence[TrainingText],
    languages: Sequence[str],
    day: str,
    at: Any,
    used: Any,
    pull: float,
) -> tuple[About, bytes]:
    import numpy as np

    found = at[:-4].reshape(3, -1)
    scales = np.maximum(abs(found).max(axis=1, initial=0.0), 1e-9) / 127
    weights = np.zeros((BUCKETS, 3), np.int8)
    weights[used] = np.rint(found / scales[:, None]).astype(np.int8).T
    mark = blake2b(weights.tobytes() + at[-4:].round(6).tobytes(), digest_size=2).hexdigest()
    biases, told = at[-3:].round(6).tolist(), scales.round(9).tolist()
    about = About(
        name=f"own-{day}-{mark}",
        bases=tuple(sorted({each.model for each in examples if each.model})),
        languages=tuple(sorted(languages)),
        rows=len(examples),
        pull=pull,
        slope=round(float(at[-4]), 6),
        biases=(biases[0], biases[1], biases[2]),
        scales=(told[0], told[1], told[2]),
    )
    return about, written(about, weights)
