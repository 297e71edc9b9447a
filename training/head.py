"""The head of the `e5` engine: from an embedding and the core's answer to three probabilities.

A logistic regression over the embeddings of our own corpus and of rated English, each less the mean
of its language in our corpus, is added to the core's log-probabilities; both are divided by what
makes P mean what it says on the files that are kept for tuning.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from listener.sentiment.core import LABELS, CoreScorer
from listener.sentiment.core.words import plain
from listener.sentiment.e5 import HEAD, probabilities
from training.corpus import LANGUAGES, rows
from training.fitting import softmax_regression
from training.hutto import SETS, rated

if TYPE_CHECKING:
    from numpy import ndarray

STRETCH = 8.0
"""Embeddings are of unit length: so much longer, the penalty is that of C = 64 on them."""

SHARE = 0.7
"""How much the encoder counts beside the core."""

Encode = Callable[[Sequence[str]], "ndarray"]


def make_head(encode: Encode | None = None) -> dict[str, ndarray]:
    """Weights (387, 3), bias (3,), and the mean (7, 384) of each of `languages`."""
    import numpy as np

    encode = encode or _encoder()
    own = rows("train")
    vectors = encode([plain(row.text) for row in own]).astype(np.float64)
    spoken = np.array([row.language for row in own])
    means = np.vstack([vectors[spoken == language].mean(axis=0) for language in LANGUAGES])
    centred = vectors - means[[LANGUAGES.index(language) for language in spoken]]
    labels = [LABELS.index(row.label) for row in own]
    parts = [centred]
    english = means[LANGUAGES.index("en")]
    for name in SETS:
        texts, told = zip(*rated(name), strict=True)
        parts.append(encode([plain(text) for text in texts]).astype(np.float64) - english)
        labels += [LABELS.index(label) for label in told]
    known = np.array(labels)
    shares = np.bincount(known) / len(known)
    fitted = softmax_regression(STRETCH * np.vstack(parts), known, 1 / (3 * shares[known]))
    weights = np.vstack([SHARE * STRETCH * fitted[:, :-1].T, np.eye(3)])
    bias = SHARE * fitted[:, -1]
    warm = _temperature(encode, weights, bias, means)
    return {
        "weights": (weights / warm).round(4).astype(np.float32),
        "bias": (bias / warm).round(4).astype(np.float32),
        "mean": means.round(5).astype(np.float32),
        "languages": np.array(LANGUAGES),
    }


def write_head(head: dict[str, ndarray]) -> None:
    """Put the head where listener ships it: the same bytes for the same numbers."""
    import numpy as np

    np.savez(HEAD, allow_pickle=False, **head)


def _temperature(encode: Encode, weights: ndarray, bias: ndarray, means: ndarray) -> float:
    import numpy as np

    logits, labels = [], []
    for language, group in groupby(rows("tune"), key=lambda row: row.language):
        several = list(group)
        firsts = CoreScorer(language).score([row.text for row in several])
        logs = np.log(np.array([probabilities(first) for first in firsts]))
        vectors = encode([plain(row.text) for row in several]) - means[LANGUAGES.index(language)]
        logits.append(np.hstack([vectors, logs]) @ weights + bias)
        labels += [LABELS.index(row.label) for row in several]
    values = np.vstack(logits)

    def loss(temperature: float) -> float:
        scaled = values / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        chances = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        return -float(chances[np.arange(len(labels)), labels].sum())

    return min((step / 20 for step in range(10, 80)), key=loss)


def _encoder() -> Encode:
    from listener.sentiment.encoder import Encoder

    return Encoder().encode
