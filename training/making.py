"""The model, from corpus, lexicons and rated English to the file that listener ships."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, msgpack
from msgspec.structs import replace

from listener.sentiment import CORE_MODEL
from listener.sentiment.core import LABELS, CoreScorer, pictures, softmax
from listener.sentiment.core.pack import FILE, Pack, packed, words_of
from listener.sentiment.core.reading import features
from listener.sentiment.core.words import Vocabulary, Word
from training.compiling import EMPTY, compiled
from training.corpus import LANGUAGES, induced, lexicon, rows
from training.fitting import GRAM_BITS, gram_matrix, one_against_rest, softmax_regression
from training.hutto import SETS, rated

if TYPE_CHECKING:
    from numpy import ndarray

TARGET = Path(__file__).parents[1] / "listener" / "sentiment" / "data" / FILE
SHARE = 0.3
"""How much the n-grams count beside the lexicons: they know our writers better than strangers."""

LEAST_SPREAD = 0.1


class Known(Struct, frozen=True):
    """A text of the training set, read."""

    language: str
    label: int
    words: list[Word]
    own: bool


def make() -> Pack:
    """The model of what is in `corpus/` now."""
    import numpy as np

    pack = replace(
        EMPTY,
        version=CORE_MODEL,
        languages={
            language: msgpack.encode(
                compiled(language, lexicon(language), induced(language)), order="deterministic"
            )
            for language in LANGUAGES
        },
        share=SHARE,
    )
    known = _known(pack)
    labels = np.array([each.label for each in known])
    weights, constants = one_against_rest(gram_matrix([each.words for each in known]), labels)
    scale = float(np.abs(weights).max()) / 127
    bytes_ = np.rint(weights / scale).astype(np.int8).T.copy().tobytes()
    found = np.array([features(each.words) for each in known])
    norms = _norms(known, found)
    for language in LANGUAGES:
        here = np.array([each.language == language for each in known])
        found[here] = (found[here] - norms[language][0]) / norms[language][1]
    shares = np.bincount(labels) / len(labels)
    fitted = softmax_regression(found, labels, 1 / (3 * shares[labels]))
    made = replace(
        pack,
        languages={
            language: msgpack.encode(
                replace(
                    words_of(pack, language),
                    mean=_rounded(norms[language][0]),
                    spread=_rounded(norms[language][1]),
                ),
                order="deterministic",
            )
            for language in LANGUAGES
        },
        weights=tuple(_rounded(row) for row in fitted),
        grams=bytes_,
        gram_bits=GRAM_BITS,
        scale=round(scale, 8),
        gram_constants=_rounded(constants),
    )
    return replace(made, temperature=_temperature(made))


def _temperature(pack: Pack) -> float:
    """What the two models' sum is divided by, so that P means what it says on unseen files."""
    tuned = rows("tune")
    readers = {language: CoreScorer(language, pack) for language in LANGUAGES}
    told = [
        (readers[row.language].logits(readers[row.language].words(row.text)), row) for row in tuned
    ]

    def loss(temperature: float) -> float:
        chances = (softmax(values, temperature)[LABELS.index(row.label)] for values, row in told)
        return -sum(log(chance) for chance in chances)

    return min((step / 20 for step in range(10, 80)), key=loss)


def write(pack: Pack) -> int:
    """Put the model where listener ships it; the bytes it takes."""
    TARGET.parent.mkdir(exist_ok=True)
    return TARGET.write_bytes(packed(pack))


def _known(pack: Pack) -> list[Known]:
    readers = {
        language: Vocabulary(pack, language, words_of(pack, language), pictures())
        for language in LANGUAGES
    }
    known = [
        Known(row.language, LABELS.index(row.label), readers[row.language].read(row.text), True)
        for row in rows("train")
    ]
    english = readers["en"]
    for name in SETS:
        known += [
            Known("en", LABELS.index(label), english.read(text), False)
            for text, label in rated(name)
        ]
    return known


def _norms(known: Sequence[Known], found: ndarray) -> dict[str, tuple[ndarray, ndarray]]:
    """Mean and spread of each feature in the texts of our own, language by language."""
    import numpy as np

    norms = {}
    for language in LANGUAGES:
        here = found[np.array([each.own and each.language == language for each in known])]
        norms[language] = (here.mean(axis=0), here.std(axis=0) + LEAST_SPREAD)
    return norms


def _rounded(values: Sequence[float]) -> tuple[float, ...]:
    """Six digits: what differs between machines lies beyond."""
    return tuple(round(float(value), 6) for value in values)
